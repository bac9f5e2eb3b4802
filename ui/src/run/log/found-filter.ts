// What of a log the server is asked for, where not all of it was read. Pure.
import type { EventFilter } from '@/shared/api/generated/graphql'
import type { RunSearch } from '../run-search'

const LONGEST_TEXT = 200

/** Undefined where nothing is left out that the server knows to leave out. */
export function foundFilterOf(search: RunSearch): EventFilter | undefined {
  const text = search.only ? (search.text ?? '') : ''
  if (search.step === undefined && search.level === undefined && text === '') return undefined
  return {
    steps: search.step === undefined ? [] : [search.step],
    kinds: [],
    level: search.level ?? 'DEBUG',
    ...(text === '' ? {} : { text: text.slice(0, LONGEST_TEXT) }),
  }
}

/** As many lines as a page has that is asked for. */
export const PAGE = 1_000
/** So many pages are read by themselves without a line to show. */
const MOST_BARREN = 5

/**
 * Whether to look no further by itself.
 *
 * @param read how many lines were read
 * @param lastShown the index of the last of them that is shown, or -1
 * @param askedAt how many were read when it was asked to look further
 */
export function isBarren(read: number, lastShown: number, askedAt: number): boolean {
  return read - Math.max(lastShown + 1, askedAt) >= MOST_BARREN * PAGE
}
