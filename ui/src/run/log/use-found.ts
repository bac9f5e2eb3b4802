import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { request } from '@/shared/api/client'
import { RunFoundEventsDocument, type EventFilter } from '@/shared/api/generated/graphql'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import type { LogEvent } from './event-look'
import { foundFilterOf, PAGE } from './found-filter'

const ALL: EventFilter = { steps: [], kinds: [], level: 'DEBUG' }

/** Lines of a log that were looked for in all of it. */
export interface Found {
  events: LogEvent[]
  /** The same as long as the events are. */
  version: number
  /** Undefined until it is known. */
  total: { number: number; isExact: boolean } | undefined
  hasMore: boolean
  isReading: boolean
  error: Error | null
  readMore: () => void
  retry: () => void
}

/** Asks the server for what passes the filters, where the page read a part of the log; else undefined. */
export function useFound(run: string, model: RunModel, search: RunSearch): Found | undefined {
  const isOlderWanted = search.whole === true && model.dropped > 0
  const filter = foundFilterOf(search) ?? (isOlderWanted ? ALL : undefined)
  // Of a run that goes on all is read, and what is not kept is read again when it is asked for.
  const isPart = !model.isWhole && !model.wasLive && model.isRead
  const isWanted = filter !== undefined && (isPart || isOlderWanted)
  const query = useInfiniteQuery({
    queryKey: ['found', run, filter],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { id: run, filter: filter ?? {}, after: pageParam, limit: PAGE }
      const found = (await request(RunFoundEventsDocument, variables, signal)).run?.foundEvents
      if (!found) throw new Error('The log of this run is too long to look through.')
      return found
    },
    initialPageParam: 0,
    getNextPageParam: (page) => (page.events.length < PAGE ? undefined : (page.after ?? undefined)),
    enabled: isWanted,
    staleTime: Infinity,
  })
  const { data, hasNextPage, isFetching, error, fetchNextPage, refetch, dataUpdatedAt } = query
  const events = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data])
  if (!isWanted) return undefined
  return {
    events,
    version: dataUpdatedAt,
    total: data?.pages[0]?.total,
    hasMore: hasNextPage,
    isReading: isFetching,
    error,
    readMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage()
    },
    retry: () => void (data ? fetchNextPage() : refetch()),
  }
}
