// The address of the page of a job. Pure.
import { parseMatrixSearch, type MatrixSearch } from '@/shared/matrix/matrix-search'
import { parseHistorySearch, type HistorySearch } from './history/history-search'

export const TABS = ['overview', 'history', 'partitions'] as const
export type Tab = (typeof TABS)[number]

export interface JobSearch extends HistorySearch, MatrixSearch {
  tab?: Tab
  /** The op whose panel is open. */
  op?: string
  /** Nested graphs that are open, by their names joined with dots, or groups of assets; see `namesIn`. */
  open?: string[]
}

export function parseJobSearch(raw: Record<string, unknown>): JobSearch {
  const search: JobSearch = { ...parseHistorySearch(raw), ...parseMatrixSearch(raw) }
  const tab = TABS.find((it) => it === raw['tab'])
  if (tab && tab !== 'overview') search.tab = tab
  if (typeof raw['op'] === 'string' && raw['op'] !== '') search.op = raw['op']
  const given: unknown[] = Array.isArray(raw['open']) ? raw['open'] : [raw['open']]
  const open = given.filter((it): it is string => typeof it === 'string')
  if (open.length > 0) search.open = open
  return search
}
