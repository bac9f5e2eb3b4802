import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { request } from '@/shared/api/client'
import { RunsDocument } from '@/shared/api/generated/graphql'
import { useLive } from '@/shared/api/use-live'
import { hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'
import { mergeNewest, mergeOlder, staleCursor, type RunsPage } from './runs-pages'
import { filterOf, type RunsSearch } from './runs-search'

const PAGE = 100
const BUSY_MILLIS = 3_000
const CALM_MILLIS = 15_000

export interface Runs {
  rows: RunRow[] | undefined
  error: Error | null
  hasMore: boolean
  isLoadingMore: boolean
  /** Why there are not more of them; the list waits to be told to go on. */
  moreError: Error | null
  updatedAt: number
  /** When the end is near; nothing while the last try failed. */
  loadMore: () => void
  retryMore: () => void
  refresh: () => void
}

/** The runs that pass the filter, newest first, and kept up to date while they are looked at. */
export function useRuns(search: RunsSearch): Runs {
  const client = useQueryClient()
  const key = ['runs', search]
  const load = async (before: string | undefined, signal?: AbortSignal): Promise<RunsPage> => {
    const variables = { filter: filterOf(search), limit: PAGE, ...(before ? { before } : {}) }
    return (await request(RunsDocument, variables, signal)).runs
  }
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.before ?? undefined,
    // The newest page is asked for below, and what is older where runs on it go on.
    staleTime: Infinity,
    gcTime: 60_000,
  })
  const rows = query.data?.pages.flatMap((page) => page.runs)

  const update = (merge: (pages: RunsPage[]) => RunsPage[]): RunsPage[] | undefined =>
    client.setQueryData<InfiniteData<RunsPage, string | undefined>>(key, (old) => {
      if (!old) return old
      const pages = merge(old.pages)
      const pageParams = pages.map((_, i) =>
        i === 0 ? undefined : (pages[i - 1]?.before ?? undefined),
      )
      return { pages, pageParams }
    })?.pages

  // Of runs that go on beyond the newest page, one page in turn.
  const asked = useRef<string>(undefined)
  const bringUpToDate = async () => {
    const newest = await load(undefined)
    const pages = update((old) => mergeNewest(old, newest))
    const cursor = pages && staleCursor(pages, asked.current)
    asked.current = cursor
    if (cursor === undefined) return
    const page = await load(cursor)
    asked.current = page.runs.at(-1)?.id
    update((old) => mergeOlder(old, cursor, page))
  }
  const refresh = () => {
    if (!query.data) return void query.refetch()
    bringUpToDate().catch(() => {
      // The next turn tries again; what is there stays.
    })
  }
  const isBusy = rows?.some((run) => !hasEnded(run.status)) ?? false
  useLive(refresh, query.data ? (isBusy ? BUSY_MILLIS : CALM_MILLIS) : false)

  const { fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError } = query
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError])
  return {
    rows,
    error: isFetchNextPageError ? null : query.error,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    moreError: isFetchNextPageError ? query.error : null,
    updatedAt: query.dataUpdatedAt,
    loadMore,
    retryMore: () => void fetchNextPage(),
    refresh,
  }
}
