// What a selection of assets may name, from what the server tells of all of them. Pure.
import type { AssetWordsQuery } from '@/shared/api/generated/graphql'
import type { Vocabulary } from './complete'

export function wordsOf({ lineage, assets }: AssetWordsQuery): Vocabulary {
  const tags = assets.assets.flatMap((it) => it.tags)
  return {
    keys: lineage.keys,
    groups: lineage.groupNames.filter((it) => it !== ''),
    kinds: [...new Set(lineage.kindSets.flat())],
    owners: [...new Set(assets.assets.flatMap((it) => it.owners))],
    locations: lineage.locationNames,
    // A key alone selects whatever its value is.
    tags: [
      ...new Set(tags.flatMap(({ key, value }) => [key, ...(value ? [`${key}=${value}`] : [])])),
    ],
  }
}
