import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { request } from '@/shared/api/client'
import {
  RunEventsDocument,
  RunFoundEventsDocument,
  type EventFilter,
} from '@/shared/api/generated/graphql'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import type { LogEvent } from './event-look'
import { foundFilterOf, PAGE } from './found-filter'

/** Lines of a log that were looked for in all of it. */
export interface Found {
  id: string
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
  const filter = foundFilterOf(search)
  // Of a run that goes on all is read, and what is not kept is read again when it is asked for.
  const isPart = !model.isWhole && !model.wasLive && model.isRead
  const isWanted = isOlderWanted || (filter !== undefined && isPart)
  const query = useInfiniteQuery({
    queryKey: ['found', run, filter ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      filter ? find(run, filter, pageParam, signal) : readOn(run, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    enabled: isWanted,
    staleTime: Infinity,
  })
  const { data, hasNextPage, isFetching, error, fetchNextPage, refetch, dataUpdatedAt } = query
  const events = useMemo(() => data?.pages.flatMap((page) => page.events) ?? [], [data])
  if (!isWanted) return undefined
  return {
    id: `found ${JSON.stringify(filter)}`,
    events,
    version: dataUpdatedAt,
    // What is read without a filter is counted by the page, from its beginning.
    total: data?.pages[0]?.total ?? (filter ? undefined : countOf(model)),
    hasMore: hasNextPage,
    isReading: isFetching,
    error,
    readMore: () => {
      if (hasNextPage && !isFetching) void fetchNextPage()
    },
    retry: () => void (data ? fetchNextPage() : refetch()),
  }
}

interface FoundPage {
  events: LogEvent[]
  total: Found['total']
  /** The position to go on after; undefined at the end. */
  next: number | undefined
}

async function find(
  id: string,
  filter: EventFilter,
  after: number,
  signal: AbortSignal,
): Promise<FoundPage> {
  const variables = { id, filter, after, limit: PAGE }
  const found = (await request(RunFoundEventsDocument, variables, signal)).run?.foundEvents
  if (!found) throw new Error('The log of this run is too long to look through.')
  const isLast = found.events.length < PAGE
  return { ...found, next: isLast ? undefined : (found.after ?? undefined) }
}

/** A log of any length is read, where one that is too long is not searched. */
async function readOn(id: string, after: number, signal: AbortSignal): Promise<FoundPage> {
  const page = (await request(RunEventsDocument, { id, after, limit: PAGE }, signal)).run?.events
  if (!page) throw new Error('This run is not there any more.')
  const isLast = page.isWhole || page.events.length === 0
  return { events: page.events, total: undefined, next: isLast ? undefined : page.after }
}

function countOf(model: RunModel): Found['total'] {
  return { number: model.dropped + model.events.length, isExact: model.isWhole }
}
