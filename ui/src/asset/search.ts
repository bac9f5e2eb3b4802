// The addresses of the pages of assets. Pure.
import { parseMatrixSearch, type MatrixSearch } from '@/shared/matrix/matrix-search'
import { parsePlotsSearch, type PlotsSearch } from './plots/plots-search'

export const TABS = ['overview', 'partitions', 'plots', 'events', 'checks'] as const
export type Tab = (typeof TABS)[number]

export interface AssetsSearch {
  /** In the selection language. */
  select?: string
  group?: string
  kind?: string
  owner?: string
}

export interface AssetSearch extends PlotsSearch, MatrixSearch {
  tab?: Tab
}

export interface PartitionsSearch extends MatrixSearch {
  /** In the selection language. */
  select?: string
}

type Raw = Record<string, unknown>

export function parseAssetsSearch(raw: Raw): AssetsSearch {
  const search: AssetsSearch = {}
  // What is typed is kept as it is, with a space that is the beginning of the next word.
  const select = raw['select']
  if (typeof select === 'string' && select.trim() !== '') search.select = select
  for (const key of ['group', 'kind', 'owner'] as const) {
    const value = raw[key]
    if (typeof value === 'string' && value.trim() !== '') search[key] = value.trim()
  }
  return search
}

export function parseAssetSearch(raw: Raw): AssetSearch {
  const tab = TABS.find((it) => it === raw['tab'])
  const rest = { ...parsePlotsSearch(raw), ...parseMatrixSearch(raw) }
  return tab && tab !== 'overview' ? { ...rest, tab } : {}
}

export function parsePartitionsSearch(raw: Raw): PartitionsSearch {
  const select = raw['select']
  const search: PartitionsSearch = parseMatrixSearch(raw)
  // What is typed is kept as it is, with a space that is the beginning of the next word.
  return typeof select === 'string' && select !== '' ? { ...search, select } : search
}
