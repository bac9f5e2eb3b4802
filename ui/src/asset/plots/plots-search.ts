// What is plotted of an asset, and its address. Pure.
import { parsePair } from '@/shared/plot/pair'

export interface PlotsSearch {
  /** Of its evaluations instead of the materializations. */
  check?: string
  /** The name of the metadata; the first when it is left out. */
  number?: string
  by?: 'PARTITION'
  between?: [string, string]
  log?: true
  table?: true
}

type Raw = Record<string, unknown>

export function parsePlotsSearch(raw: Raw): PlotsSearch {
  const search: PlotsSearch = {}
  for (const key of ['check', 'number'] as const) {
    const value = raw[key]
    if (typeof value === 'string' && value !== '') search[key] = value
  }
  if (raw['by'] === 'PARTITION') search.by = raw['by']
  const between = parsePair(raw['between'])
  if (between) search.between = between
  for (const key of ['log', 'table'] as const) {
    if (raw[key] === true || raw[key] === 'true') search[key] = true
  }
  return search
}
