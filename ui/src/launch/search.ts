// What a launch begins with, and its address: it can be sent to a colleague. Pure.
export interface LaunchSearch {
  preset?: string
  mode?: string
  select?: string
  partitions?: string
  /** Each `key=value`. */
  tag?: string[]
  /** Read here too; it is written after the `#`, see `shared/launch/address`. */
  config?: string
}

export interface MaterializeSearch extends LaunchSearch {
  location?: string
}

type Raw = Record<string, unknown>

export function parseLaunchSearch(raw: Raw): LaunchSearch {
  const search: LaunchSearch = {}
  for (const key of ['preset', 'mode', 'select', 'partitions', 'config'] as const) {
    const value = raw[key]
    if (typeof value === 'string' && value !== '') search[key] = value
  }
  const given: unknown[] = Array.isArray(raw['tag']) ? raw['tag'] : [raw['tag']]
  const tags = given.filter((it): it is string => typeof it === 'string' && it !== '')
  if (tags.length > 0) search.tag = tags
  return search
}

export function parseMaterializeSearch(raw: Raw): MaterializeSearch {
  const location = raw['location']
  return {
    ...parseLaunchSearch(raw),
    ...(typeof location === 'string' && location !== '' ? { location } : {}),
  }
}
