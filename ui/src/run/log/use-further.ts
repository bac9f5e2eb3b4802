import { useState } from 'react'
import type { RunSearch } from '../run-search'
import { isBarren } from './found-filter'
import type { Found } from './use-found'

/** What looks further through what is looked for, where that waits to be asked; undefined while it goes on by itself. */
export function useFurther(
  found: Found | undefined,
  lastShown: number,
  search: RunSearch,
): (() => void) | undefined {
  const of = JSON.stringify([search.step, search.level, search.hide, search.text, search.only])
  const [asked, setAsked] = useState({ of, at: 0 })
  if (!found?.hasMore || found.isReading) return undefined
  const read = found.events.length
  const askedAt = asked.of === of ? asked.at : 0
  return isBarren({ read, lastShown, askedAt }) ? () => setAsked({ of, at: read }) : undefined
}
