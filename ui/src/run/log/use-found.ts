import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import type { LogEvent } from './event-look'
import { foundFilterOf } from './found-filter'
import { readPart, type FoundPage, type Part } from './found-pages'

/** Lines of a log that were looked for in all of it. */
export interface Found {
  id: string
  events: LogEvent[]
  /** The same as long as the events are. */
  version: number
  /** Undefined until it is known. */
  total: FoundPage['total']
  hasMore: boolean
  isReading: boolean
  error: Error | null
  readMore: () => void
  /** What comes before; nothing where that is known. */
  readBefore: () => void
  retry: () => void
}

/**
 * Asks the server for what passes the filters, where the page read a part of the log; else undefined.
 *
 * @param start the line to read around; undefined to read from the beginning
 */
export function useFound(
  run: string,
  model: RunModel,
  search: RunSearch,
  start: number | undefined,
): Found | undefined {
  const isOlderWanted = search.whole === true && model.dropped > 0
  const filter = foundFilterOf(search)
  // Of a run that goes on all is read, and what is not kept is read again when it is asked for.
  const isPart = !model.isWhole && !model.wasLive && model.isRead
  const isWanted = isOlderWanted || start !== undefined || (filter !== undefined && isPart)
  const query = useInfiniteQuery({
    queryKey: ['found', run, filter ?? 'all', start ?? 0],
    queryFn: ({ pageParam, signal }) => readPart(run, filter, pageParam, signal),
    initialPageParam: firstPart(start),
    getNextPageParam: ({ next }): Part | undefined =>
      next === undefined ? undefined : { after: next },
    getPreviousPageParam: ({ previous }): Part | undefined =>
      start === undefined || previous === undefined ? undefined : { before: previous },
    enabled: isWanted,
    staleTime: Infinity,
  })
  const { data, hasNextPage, hasPreviousPage, isFetching, error, dataUpdatedAt } = query
  const events = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data])
  if (!isWanted) return undefined
  return {
    id: `found ${start ?? 0} ${JSON.stringify(filter)}`,
    events,
    version: dataUpdatedAt,
    // What is read without a filter is counted by the page, from its beginning.
    total: data?.pages[0]?.total ?? (filter || start !== undefined ? undefined : countOf(model)),
    hasMore: hasNextPage,
    isReading: isFetching,
    error,
    readMore: () => {
      if (hasNextPage && !isFetching) void query.fetchNextPage()
    },
    readBefore: () => {
      if (hasPreviousPage && !isFetching) void query.fetchPreviousPage()
    },
    retry: () => void (data ? query.fetchNextPage() : query.refetch()),
  }
}

function firstPart(start: number | undefined): Part {
  return start === undefined ? { after: 0 } : { around: start }
}

function countOf(model: RunModel): Found['total'] {
  return { number: model.dropped + model.events.length, isExact: model.isWhole }
}
