// What of a log the server is asked for, where not all of it was read. Pure.
import type { EventFilter } from '@/shared/api/generated/graphql'
import type { RunSearch } from '../run-search'
import { CATEGORIES, categoryOf, EVENT_KINDS } from './event-look'

const LONGEST_TEXT = 200

/** Undefined where nothing is left out that the server knows to leave out. */
export function foundFilterOf(search: RunSearch): EventFilter | undefined {
  const text = search.only ? (search.text ?? '') : ''
  const kinds = kindsOf(search.hide ?? [])
  const isAny = search.step === undefined && search.level === undefined && kinds.length === 0
  if (isAny && text === '') return undefined
  return {
    steps: search.step === undefined ? [] : [search.step],
    kinds,
    level: search.level ?? 'DEBUG',
    ...(text === '' ? {} : { text: text.slice(0, LONGEST_TEXT) }),
  }
}

/** Those that are not hidden; none for all. Where all are hidden nothing is worth asking for. */
function kindsOf(hidden: NonNullable<RunSearch['hide']>): string[] {
  if (hidden.length === 0 || CATEGORIES.every((it) => hidden.includes(it))) return []
  return EVENT_KINDS.filter((kind) => !hidden.includes(categoryOf({ kind })))
}

/** As many lines as a page has that is asked for. */
export const PAGE = 1_000
/** So many pages are read by themselves without a line to show. */
const MOST_BARREN = 5

/** What was read of what was looked for, in lines. */
export interface Looked {
  read: number
  /** The index of the last of them that is shown, or -1. */
  lastShown: number
  /** How many were read when it was asked to look further. */
  askedAt: number
}

/** Whether to look no further by itself, as nothing is to be shown. */
export function isBarren({ read, lastShown, askedAt }: Looked): boolean {
  return read - Math.max(lastShown + 1, askedAt) >= MOST_BARREN * PAGE
}
