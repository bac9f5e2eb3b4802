import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { request, type ApiError } from '@/shared/api/client'
import { RunsDocument, RunsFollowedDocument } from '@/shared/api/generated/graphql'
import { useFollowed } from '@/shared/api/use-followed'
import { hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'
import { mergeNewest, mergeOlder, patchOlder, staleCursor, type RunsPage } from './runs-pages'
import { activeOf, filterOf, type RunsSearch } from './runs-search'

const PAGE = 100
/** As many as one subscription tells of. */
const MOST_ACTIVE = 1_000
const MOST_TURNS = 20

export interface Runs {
  rows: RunRow[] | undefined
  error: Error | null
  hasMore: boolean
  isLoadingMore: boolean
  /** Why there are not more of them; the list waits to be told to go on. */
  moreError: Error | null
  updatedAt: number
  /** Why it is not kept up to date now. */
  trouble: ApiError | undefined
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
    // What changes is told below.
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

  const refresh = () => {
    if (!query.data) return void query.refetch()
    load(undefined)
      .then((newest) => update((old) => mergeNewest(old, newest)))
      .catch(() => {
        // What is told of them brings it up to date; what is there stays.
      })
  }
  const filter = filterOf(search)
  const isLoaded = query.data !== undefined
  const trouble = useFollowed(
    RunsFollowedDocument,
    isLoaded && { filter, limit: PAGE },
    ({ runs }) => update((old) => mergeNewest(old, runs)),
  )

  // Of those beyond the newest page what goes on is told apart; one that does so no more is asked for.
  const older = query.data?.pages.slice(1).flatMap((page) => page.runs) ?? []
  const isAsking = useRef(false)
  const bringUpToDate = async (active: RunsPage) => {
    let pages = update((old) => patchOlder(old, active))
    for (let turn = 0; turn < MOST_TURNS && pages; turn++) {
      const cursor = staleCursor(pages, active)
      if (cursor === undefined) return
      const page = await load(cursor)
      pages = update((old) => mergeOlder(old, cursor, page))
    }
  }
  useFollowed(
    RunsFollowedDocument,
    older.some((run) => !hasEnded(run.status)) && {
      filter: { ...filter, statuses: activeOf(search.status) },
      limit: MOST_ACTIVE,
    },
    ({ runs }) => {
      if (isAsking.current) return
      isAsking.current = true
      bringUpToDate(runs)
        .catch(() => {
          // The next that is told tries again; what is there stays.
        })
        .finally(() => {
          isAsking.current = false
        })
    },
  )

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
    trouble,
    loadMore,
    retryMore: () => void fetchNextPage(),
    refresh,
  }
}
