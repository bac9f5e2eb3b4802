// Where the file is seen that a tag names. Pure.
const FILE_TAGS = ['file', 'dagwerk/file', 'source']
const WEB = /^https?:\/\/[^\s/@]+(?:[/?#]\S*)?$/
/** Relative, so that it stays in the repository; with no scheme before it. */
const INSIDE = /^(?!\.{0,2}\/)(?![a-z][a-z0-9+.-]*:)(?!.*(?:^|\/)\.\.(?:\/|$))\S(?:.*\S)?$/i

interface Tag {
  key: string
  value: string
}

export function fileTagOf<T extends Tag>(tags: readonly T[]): T | undefined {
  return tags.find((tag) => FILE_TAGS.includes(tag.key))
}

export function fileOf(tags: readonly Tag[]): string | undefined {
  return fileTagOf(tags)?.value
}

/**
 * The address of a file: its own where it is one of the web, or else what the settings make of its path.
 *
 * @param sources with `{file}` where the path stands
 */
export function sourceOf(sources: string | null | undefined, file: string): string | undefined {
  if (WEB.test(file)) return file
  if (!sources || !INSIDE.test(file)) return undefined
  const path = file.split('/').map(encodeURIComponent).join('/')
  const address = sources.split('{file}').join(path)
  return WEB.test(address) ? address : undefined
}
