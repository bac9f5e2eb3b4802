// What was opened lately, kept in this browser. Pure but for the store that is given.
import type { Place } from './find'

/** Where they are kept; a browser may refuse even to name it. */
type Store = () => Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'dagwerk.recent'
export const MOST_RECENT = 8

/** The place of an address below the base path: of a run, a job or an asset; undefined of others. */
export function placeAt(path: string): Place | undefined {
  const [kind = '', ...rest] = path.split('/').filter((it) => it !== '')
  const names = decoded(rest)
  const [first, second] = names ?? []
  if (names === undefined || first === undefined) return undefined
  if (kind === 'runs' && names.length === 1) {
    return { kind: 'run', text: first, detail: 'Opened lately', to: path }
  }
  if (kind === 'jobs' && second !== undefined && names.length === 2) {
    return { kind: 'job', text: second, detail: first, to: path }
  }
  if (kind !== 'asset') return undefined
  return { kind: 'asset', text: names.join('/'), detail: 'Opened lately', to: path }
}

function decoded(parts: string[]): string[] | undefined {
  try {
    return parts.map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** The newest first. */
export function readRecent(store: Store): Place[] {
  try {
    const read: unknown = JSON.parse(store().getItem(KEY) ?? '[]')
    if (!Array.isArray(read)) return []
    return read
      .flatMap((it: unknown) => (typeof it === 'string' ? (placeAt(it) ?? []) : []))
      .slice(0, MOST_RECENT)
  } catch {
    // What another version or another program wrote there is nothing.
    return []
  }
}

export function keepRecent(store: Store, path: string): void {
  if (!placeAt(path)) return
  const others = readRecent(store).filter((it) => it.to !== path)
  const kept = [path, ...others.map((it) => it.to)].slice(0, MOST_RECENT)
  try {
    store().setItem(KEY, JSON.stringify(kept))
  } catch {
    // Without room nothing is kept, and nothing else is lost.
  }
}
