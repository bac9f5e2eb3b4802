import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { request } from '@/shared/api/client'
import { AssetWordsDocument } from '@/shared/api/generated/graphql'
import type { Vocabulary } from './complete'

/** What a selection of assets may name: all that there is, whatever is selected now. */
export function useAssetWords(isWanted = true): Vocabulary {
  const { data } = useQuery({
    queryKey: ['asset-words'],
    queryFn: ({ signal }) => request(AssetWordsDocument, {}, signal),
    enabled: isWanted,
    staleTime: 60_000,
  })
  return useMemo(() => {
    const lineage = data?.lineage
    return {
      keys: lineage?.keys ?? [],
      groups: lineage?.groupNames.filter((it) => it !== '') ?? [],
      kinds: [...new Set(lineage?.kindSets.flat() ?? [])],
      locations: lineage?.locationNames ?? [],
    }
  }, [data])
}
