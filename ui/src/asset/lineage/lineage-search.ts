// The address of the lineage page. Pure.
export interface LineageSearch {
  /** In the selection language. */
  select?: string
  /** Names of the groups that are open, see `namesIn`; a name that is no group's opens nothing. */
  open?: string[]
  /** The key of the asset whose panel is open. */
  node?: string
  /** All of them in one picture, instead of groups. */
  view?: 'all'
}

type Raw = Record<string, unknown>

export function parseLineageSearch(raw: Raw): LineageSearch {
  const search: LineageSearch = {}
  for (const key of ['select', 'node'] as const) {
    const value = raw[key]
    // What is typed is kept as it is, with a space that is the beginning of the next word.
    if (typeof value === 'string' && value !== '') search[key] = value
  }
  const given: unknown[] = Array.isArray(raw['open']) ? raw['open'] : [raw['open']]
  const open = given.filter((it): it is string => typeof it === 'string')
  if (open.length > 0) search.open = open
  if (raw['view'] === 'all') search.view = 'all'
  return search
}
