import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import {
  LastGoodRunDocument,
  RunComparisonDocument,
  RunOfJobDocument,
} from '@/shared/api/generated/graphql'
import type { Comparison } from './comparison'

/** The run before another that is its job's last which succeeded; null when there is none. */
export function useLastGood(right: string | undefined) {
  return useQuery({
    queryKey: ['last-good', right],
    queryFn: async ({ signal }) => {
      const id = right ?? ''
      const { run } = await request(RunOfJobDocument, { id }, signal)
      if (!run) return null
      const { job, location } = run
      const { runs } = await request(LastGoodRunDocument, { job, location, before: id }, signal)
      return { job, left: runs.runs[0]?.id }
    },
    enabled: right !== undefined,
  })
}

/** Both runs and their steps, page by page; null when there is no such run. */
export function useComparison(left: string, right: string) {
  return useInfiniteQuery({
    queryKey: ['comparison', left, right],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { left, right, ...(pageParam === null ? {} : { after: pageParam }) }
      return (await request(RunComparisonDocument, variables, signal)).runComparison
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page?.after ?? undefined,
    select: ({ pages }): Comparison | null => {
      const [first] = pages
      if (!first) return null
      return { ...first, steps: pages.flatMap((page) => page?.steps ?? []) }
    },
  })
}
