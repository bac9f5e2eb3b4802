import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { request } from '@/shared/api/client'
import { RunOutputDocument, RunOutputFollowedDocument } from '@/shared/api/generated/graphql'
import { socketOfTab } from '@/shared/api/socket'
import { append, before, kept, MOST_KEPT, PART, partOf, type Part } from './output-parts'

interface Props {
  run: string
  step: string | null
  stream: 'STDOUT' | 'STDERR'
  /** Of the run: a step that ran in an earlier one printed nothing in the newest. */
  attempt: number
  isLive: boolean
}

interface Output {
  text: string
  hasMore: boolean
  /** Whether there is text before it that the page does not keep. */
  hasOlder: boolean
  isReading: boolean
  /** Nothing more is to come by itself. */
  isOver: boolean
  error: Error | null
  readMore: () => void
  readOlder: () => void
}

/** Of a step that prints so much is read by itself. */
const READ_AT_ONCE = 20_000_000

interface Place {
  offset: number
  limit: number
}

type Parts = InfiniteData<Part, Place>

/** What was printed, in parts; of a step that still prints what comes is told. The page keeps the newest of it. */
export function useOutput({ run, step, stream, attempt, isLive }: Props): Output {
  const client = useQueryClient()
  const key = ['output', run, step, stream, attempt]
  const of = { id: run, stream, attempt, ...(step === null ? {} : { step }) }
  // Where parts began, also those that are not kept: a character is never cut there.
  const offsets = useRef(new Set([0]))
  // More than by itself once older text was asked for.
  const most = useRef(MOST_KEPT)
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const slice = (await request(RunOutputDocument, { ...of, ...pageParam }, signal)).run?.log
      const { offset, limit } = pageParam
      return partOf(slice ?? { offset, end: offset, text: '', isWhole: true }, limit)
    },
    initialPageParam: { offset: 0, limit: PART },
    getNextPageParam: (part) => (part.isWhole ? undefined : { offset: part.end, limit: PART }),
    getPreviousPageParam: (part) => before(offsets.current, part),
    staleTime: Infinity,
    gcTime: 0,
  })
  const parts = query.data?.pages
  const last = parts?.at(-1)
  // Also for what comes with the end of the run.
  const [wasLive] = useState(isLive)
  const change = (next: (parts: readonly Part[]) => readonly Part[]) =>
    client.setQueryData<Parts>(key, (old) => {
      if (!old) return old
      const pages = [...next(old.pages)]
      return { pages, pageParams: pages.map((it) => ({ offset: it.offset, limit: PART })) }
    })
  useEffect(() => {
    for (const part of parts ?? []) offsets.current.add(part.offset)
    if (parts && kept(parts, most.current) !== parts) change((all) => kept(all, most.current))
  })

  // While older text is read the parts are taken as they were: what is told meanwhile would be lost.
  const isOlderRead = query.isFetchingPreviousPage
  const isTold = wasLive && !isOlderRead && last?.isLast === true && !last.isWhole
  const [trouble, setTrouble] = useState<Error | null>(null)
  const from = useRef(0)
  useEffect(() => {
    from.current = last?.end ?? 0
  })
  useEffect(() => {
    if (!isTold) return
    return socketOfTab().subscribe({
      document: RunOutputFollowedDocument,
      variables: () => ({ ...of, offset: from.current }),
      onBegin: () => {
        setTrouble(null)
      },
      onTrouble: setTrouble,
      onData: ({ printed }) => {
        from.current = printed.end
        change((all) => append(all, printed))
      },
    })
    // The key names all that it is of.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isTold, client, JSON.stringify(key)])

  const { hasNextPage, hasPreviousPage, isFetching, isError, fetchNextPage } = query
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const isBehind =
    wasLive && last !== undefined && !last.isLast && last.end < READ_AT_ONCE && !isError
  useEffect(() => {
    if (isBehind) readMore()
  }, [isBehind, readMore])
  return {
    text: parts?.map((part) => part.text).join('') ?? '',
    hasMore: hasNextPage && last?.isLast === false,
    hasOlder: hasPreviousPage,
    isReading: isFetching,
    isOver: !isLive || last?.isWhole === true,
    error: query.error ?? trouble,
    readMore,
    readOlder: () => {
      if (!hasPreviousPage || isFetching) return
      most.current += PART
      void query.fetchPreviousPage()
    },
  }
}
