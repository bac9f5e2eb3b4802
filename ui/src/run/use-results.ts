import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { request } from '@/shared/api/client'
import { RunResultsDocument } from '@/shared/api/generated/graphql'
import { RESULT_KINDS, resultsOf, type Result } from './results'
import type { RunModel } from './run-model'

const PAGE = 500

export interface Results {
  rows: Result[] | undefined
  error: Error | null
  hasMore: boolean
  isReading: boolean
  readMore: () => void
  retry: () => void
}

/** What a run, or one of its steps, put out and found, page by page; what comes is read when the log tells of it. */
export function useResults(run: string, step: string | undefined, model: RunModel): Results {
  const query = useInfiniteQuery({
    queryKey: ['results', run, step],
    queryFn: async ({ pageParam, signal }) => {
      const filter = { steps: step === undefined ? [] : [step], kinds: [...RESULT_KINDS] }
      const variables = { id: run, filter, after: pageParam, limit: PAGE }
      const found = (await request(RunResultsDocument, variables, signal)).run?.foundEvents
      if (!found) throw new Error('The log of this run is too long to look through.')
      return { events: found.events, after: found.after ?? pageParam, from: pageParam }
    },
    initialPageParam: 0,
    // There may always be more of a run that goes on.
    getNextPageParam: (page) => page.after,
    staleTime: Infinity,
    gcTime: 0,
  })
  const { data, error, isFetching, fetchNextPage, refetch } = query
  const last = data?.pages.at(-1)
  const isFull = last !== undefined && last.events.length >= PAGE
  const rows = useMemo(() => data && resultsOf(data.pages.flatMap((page) => page.events)), [data])
  const newest = newestOf(model, step)
  const isBehind = model.wasLive && last !== undefined && newest > last.after && !isFull
  useEffect(() => {
    if (isBehind && !isFetching && !error) void fetchNextPage()
  }, [isBehind, isFetching, error, fetchNextPage])
  return {
    rows,
    error,
    hasMore: isFull,
    isReading: isFetching,
    readMore: () => {
      if (isFull && !isFetching && !error) void fetchNextPage()
    },
    retry: () => void (data ? fetchNextPage() : refetch()),
  }
}

const KINDS: ReadonlySet<string> = new Set(RESULT_KINDS)

/** The position of the last event in the log that tells of a result. */
function newestOf(model: RunModel, step: string | undefined): number {
  if (!model.wasLive) return 0
  const isOne = (it: RunModel['events'][number]) =>
    KINDS.has(it.kind) && (step === undefined || it.step === step)
  return model.events.findLast(isOne)?.position ?? 0
}
