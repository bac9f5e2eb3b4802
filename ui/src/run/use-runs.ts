import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { ApiError } from '@/shared/api/client'
import { RunsCountedFollowedDocument } from '@/shared/api/generated/graphql'
import { useFollowed } from '@/shared/api/use-followed'
import { useLive } from '@/shared/api/use-live'
import type { RunRow } from '@/shared/run/run-cells'
import { hasOlderActive } from './known-runs'
import { PAGE, RunsModel, type StatusCounts } from './runs-model'
import { activeOf, filterOf, type RunsSearch } from './runs-search'

/** As many as one subscription tells of. */
const MOST_ACTIVE = 1_000
const MINUTE = 60_000
/** So often a time that is counted from now is counted anew. */
const ANEW_MILLIS = 5 * MINUTE

export interface Runs {
  rows: RunRow[] | undefined
  /** How many pass the filter in each status, whatever it says of statuses. */
  counts: StatusCounts
  error: Error | null
  hasMore: boolean
  isLoadingMore: boolean
  /** Why there are not more of them; the list waits to be told to go on. */
  moreError: Error | null
  updatedAt: number
  /** Why it is not kept up to date now. */
  trouble: ApiError | undefined
  /** Whether the server tells what becomes of them. */
  isFollowed: boolean
  /** When the end is near; nothing while the last try failed. */
  loadMore: () => void
  retryMore: () => void
  refresh: () => void
}

/** The runs that pass the filter, newest first, and kept up to date while they are looked at. */
export function useRuns(search: RunsSearch): Runs {
  const [opened, setOpened] = useState(now)
  const [since, setSince] = useState(search.since)
  if (since !== search.since) {
    setSince(search.since)
    setOpened(now())
  }
  const filter = useMemo(() => filterOf(search, opened), [search, opened])
  const query = useQuery({
    queryKey: ['runs', filter, filterOf(search, 0)],
    queryFn: async ({ signal }) => {
      const model = new RunsModel(filter)
      await model.read(signal)
      return model
    },
    // What changes is told below.
    staleTime: Infinity,
    gcTime: MINUTE,
    structuralSharing: false,
    // Where only the clock went on, what is there stays until the next is read.
    placeholderData: (before, query) =>
      query && JSON.stringify(query.queryKey[2]) === JSON.stringify(filterOf(search, 0))
        ? before
        : undefined,
  })
  const model = query.data
  useVersion(model)
  const isFollowed = search.text === undefined
  const isTold = model !== undefined && isFollowed && !query.isPlaceholderData
  const trouble = useFollowed(
    RunsCountedFollowedDocument,
    isTold && { filter, limit: PAGE },
    ({ runs }) => model?.tellNewest(runs),
  )
  // Of those beyond the newest page what goes on is told apart.
  const isApart = isTold && model.known !== undefined && hasOlderActive(model.known, model.newest)
  useFollowed(
    RunsCountedFollowedDocument,
    isApart && {
      filter: { ...filter, statuses: activeOf(search.status) },
      limit: MOST_ACTIVE,
    },
    ({ runs }) => model?.tellActive(runs),
  )

  useLive(
    () => {
      // Who reads further down is not taken back to the newest.
      if ((model?.known?.runs.length ?? 0) <= PAGE) setOpened(now())
    },
    search.since !== undefined && ANEW_MILLIS,
  )

  const loadMore = useCallback(() => {
    if (model && !model.moreError) void model.loadMore()
  }, [model])
  const refresh = () => {
    if (!model) void query.refetch()
    // A time that is counted from now is counted anew.
    else if (search.since !== undefined && opened !== now()) setOpened(now())
    else {
      model.read().catch(() => {
        // What is told of them brings it up to date; what is there stays.
      })
    }
  }
  return {
    rows: model?.known?.runs,
    counts: model?.counts ?? [],
    error: query.error,
    hasMore: model?.known?.before != null,
    isLoadingMore: model?.isLoadingMore ?? false,
    moreError: model?.moreError ?? null,
    updatedAt: model?.updatedAt ?? 0,
    trouble,
    isFollowed,
    loadMore,
    retryMore: () => void model?.loadMore(),
    refresh,
  }
}

/** To the minute, so that who comes back in it finds the list as it was. */
function now(): number {
  return Math.floor(Date.now() / MINUTE) * MINUTE
}

function useVersion(model: RunsModel | undefined): void {
  const subscribe = useCallback(
    (listener: () => void) => model?.subscribe(listener) ?? (() => {}),
    [model],
  )
  const snapshot = useCallback(() => model?.snapshot() ?? 0, [model])
  useSyncExternalStore(subscribe, snapshot)
}
