// The addresses of the pages of assets. Pure.
export const TABS = ['overview', 'events', 'checks'] as const
export type Tab = (typeof TABS)[number]

export interface AssetsSearch {
  /** In the selection language. */
  select?: string
  group?: string
  kind?: string
  owner?: string
}

export interface AssetSearch {
  tab?: Tab
}

type Raw = Record<string, unknown>

export function parseAssetsSearch(raw: Raw): AssetsSearch {
  const search: AssetsSearch = {}
  for (const key of ['select', 'group', 'kind', 'owner'] as const) {
    const value = raw[key]
    if (typeof value === 'string' && value.trim() !== '') search[key] = value.trim()
  }
  return search
}

export function parseAssetSearch(raw: Raw): AssetSearch {
  const tab = TABS.find((it) => it === raw['tab'])
  return tab && tab !== 'overview' ? { tab } : {}
}
