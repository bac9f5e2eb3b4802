// Where in a log the line is that the address marks: what to read for it, and why it is not seen. Pure.
import { READ_AT_ONCE } from '../run-model'
import type { RunSearch } from '../run-search'

/** The first and the last position of lines that are there, without gaps. */
export type Span = readonly [first: number, last: number]

export interface Place {
  line: number | undefined
  /** The line that what is looked for was read around. */
  start: number | undefined
  isFiltered: boolean
  isLive: boolean
  /** Whether the page read the log to its end. */
  isWhole: boolean
  /** What the page keeps. */
  kept: Span | undefined
  /** What was looked for, and found. */
  found: Span | undefined
}

/** The line to read around; undefined to read from the beginning. */
export function startOf(place: Place): number | undefined {
  const { line, start, kept } = place
  if (line === undefined || isIn(place.found, line)) return start
  if (place.isLive) return kept && line < kept[0] ? line : undefined
  if (place.isWhole) return undefined
  if (place.isFiltered) return line
  // The page goes on to read as many by itself.
  return isIn(kept, line) || line <= READ_AT_ONCE ? undefined : line
}

export type Unseen = 'filtered' | 'absent'

/** Why a marked line is not among those that are shown; undefined where it may still come. */
export function unseenOf(of: {
  isShown: boolean
  isReading: boolean
  isFiltered: boolean
  /** Whether the log was read where the line must be. */
  isReached: boolean
}): Unseen | undefined {
  if (of.isShown || of.isReading || !of.isReached) return undefined
  return of.isFiltered ? 'filtered' : 'absent'
}

export function spanOf(events: readonly { position: number }[]): Span | undefined {
  const [first, last] = [events[0], events.at(-1)]
  return first && last ? [first.position, last.position] : undefined
}

/** Whether lines are left out, also by what the server does not look for. */
export function isFiltered(search: RunSearch): boolean {
  const hasText = search.only === true && (search.text ?? '') !== ''
  const isPart = search.step !== undefined || search.level !== undefined
  return isPart || (search.hide ?? []).length > 0 || hasText
}

/** The address of a line of the page's log, without filters, so that the line is shown. */
export function lineLink(page: string, position: number): string {
  const url = new URL(page)
  return `${url.origin}${url.pathname}?line=${position}`
}

function isIn(span: Span | undefined, line: number): boolean {
  return span !== undefined && line >= span[0] && line <= span[1]
}
