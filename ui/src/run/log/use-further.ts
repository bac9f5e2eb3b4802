import { useState } from 'react'
import type { RunSearch } from '../run-search'
import { stopOf, type Stop } from './found-filter'
import type { Found } from './use-found'

/** What looks further through what is looked for, and why it waits to be asked. */
export interface Further {
  why: Stop
  look: () => void
}

/** Undefined while it goes on by itself. */
export function useFurther(
  found: Found | undefined,
  lastShown: number,
  isLineAhead: boolean,
  search: RunSearch,
): Further | undefined {
  const of = JSON.stringify([search.step, search.level, search.hide, search.text, search.only])
  const [asked, setAsked] = useState({ of, at: 0 })
  if (!found?.hasMore || found.isReading) return undefined
  const read = found.events.length
  const askedAt = asked.of === of ? asked.at : 0
  const why = stopOf({ read, lastShown, askedAt, isLineAhead })
  return why && { why, look: () => setAsked({ of, at: read }) }
}
