import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { request } from '@/shared/api/client'
import { AssetWordsDocument } from '@/shared/api/generated/graphql'
import type { Vocabulary } from './complete'
import { wordsOf } from './words'

const NONE: Vocabulary = { keys: [] }

/** What a selection of assets may name: all that there is, whatever is selected now. */
export function useAssetWords(isWanted = true): Vocabulary {
  const { data } = useQuery({
    queryKey: ['asset-words'],
    queryFn: ({ signal }) => request(AssetWordsDocument, {}, signal),
    enabled: isWanted,
    staleTime: 60_000,
  })
  return useMemo(() => (data ? wordsOf(data) : NONE), [data])
}
