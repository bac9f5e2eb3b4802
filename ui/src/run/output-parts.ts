// What was printed, in parts without a gap: a window of it, as long as the page keeps. Pure.
export interface Part {
  /** Of the first byte. */
  offset: number
  end: number
  text: string
  /** Whether the stream is closed and ends with this part. */
  isWhole: boolean
  /** Whether there was no more when it was read or told. */
  isLast: boolean
}

/** As many bytes as a part has that is read. */
export const PART = 262_144
/** So many bytes are kept; older text is read when it is asked for. */
export const MOST_KEPT = 2_000_000

interface Slice {
  offset: number
  end: number
  text: string
  isWhole: boolean
}

/** A part that is not full is all that there was; a character is never cut. */
export function partOf(slice: Slice, limit: number): Part {
  const { offset, end, text, isWhole } = slice
  return { offset, end, text, isWhole, isLast: end - offset < limit - 4 }
}

/** Lays what is told on what was read; what does not go on from its end is left out. */
export function append(parts: readonly Part[], told: Slice): readonly Part[] {
  const last = parts.at(-1)
  if (!last || last.end !== told.offset) return parts
  const next: Part = { ...partOf(told, PART), isLast: true }
  if (told.end - last.offset > PART) return [...parts, next]
  return [...parts.slice(0, -1), { ...next, offset: last.offset, text: last.text + told.text }]
}

/** Without the oldest parts, as far as the others are enough. */
export function kept(parts: readonly Part[], most: number): readonly Part[] {
  const end = parts.at(-1)?.end ?? 0
  const first = parts.findIndex((part, i) => end - part.offset <= most || i === parts.length - 1)
  return first <= 0 ? parts : parts.slice(first)
}

/** What to ask for of what was left out before a part, by where parts began. */
export function before(
  offsets: Iterable<number>,
  first: Part | undefined,
): { offset: number; limit: number } | undefined {
  if (!first || first.offset === 0) return undefined
  const offset = Math.max(0, ...[...offsets].filter((it) => it < first.offset))
  return { offset, limit: first.offset - offset }
}
