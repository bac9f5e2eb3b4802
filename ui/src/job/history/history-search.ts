// What is seen of a job's history, and its address. Pure.
import type { HistoryBy } from '@/shared/api/generated/graphql'
import { parsePair } from '@/shared/plot/pair'

export interface HistorySearch {
  /** Over runs when it is left out. */
  by?: 'SCHEDULED_TIME' | 'PARTITION'
  /** The step that is looked at; the job as a whole when it is left out. */
  step?: string
  /** Of so many days; all that there is when it is left out. */
  days?: number
  /** The keys of the points between which something is looked at. */
  between?: [string, string]
  log?: true
  table?: true
  /** A part of the names of steps. */
  find?: string
}

export const DAYS = [7, 30, 90] as const

type Raw = Record<string, unknown>

export function parseHistorySearch(raw: Raw): HistorySearch {
  const search: HistorySearch = {}
  if (raw['by'] === 'SCHEDULED_TIME' || raw['by'] === 'PARTITION') search.by = raw['by']
  for (const key of ['step', 'find'] as const) {
    const value = raw[key]
    if (typeof value === 'string' && value !== '') search[key] = value
  }
  const days = DAYS.find((it) => String(it) === String(raw['days']))
  if (days) search.days = days
  const between = parsePair(raw['between'])
  if (between) search.between = between
  if (isOn(raw['log'])) search.log = true
  if (isOn(raw['table'])) search.table = true
  return search
}

export function byOf(search: HistorySearch): HistoryBy {
  return search.by ?? 'RUN'
}

const DAY_MILLIS = 86_400_000

/** From the beginning of an hour on, so that a page that is opened again asks for the same. */
export function spanOf(days: number | undefined, now: number): { from: string } | null {
  if (days === undefined) return null
  const from = Math.floor((now - days * DAY_MILLIS) / 3_600_000) * 3_600_000
  return { from: new Date(from).toISOString() }
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true'
}
