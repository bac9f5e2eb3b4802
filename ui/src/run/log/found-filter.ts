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
