import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { request } from '@/shared/api/client'
import {
  RunOutputDocument,
  RunOutputFollowedDocument,
  type RunOutputQuery,
} from '@/shared/api/generated/graphql'
import { socketOfTab } from '@/shared/api/socket'

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
  /** Nothing more is to come by itself. */
  isOver: boolean
  error: Error | null
  readMore: () => void
}

/** As many bytes as a part has. */
const PART = 262_144
/** Of a step that prints so much is read by itself. */
const READ_AT_ONCE = 2_000_000

type Part = NonNullable<NonNullable<RunOutputQuery['run']>['log']>

/** What was printed, in parts; of a step that still prints what comes is told. */
export function useOutput({ run, step, stream, attempt, isLive }: Props): Output {
  const client = useQueryClient()
  const key = ['output', run, step, stream, attempt]
  const of = { id: run, stream, attempt, ...(step === null ? {} : { step }) }
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam, signal }) => {
      const variables = { ...of, offset: pageParam, limit: PART }
      return (await request(RunOutputDocument, variables, signal)).run?.log
    },
    initialPageParam: 0,
    getNextPageParam: (part) => (!part || part.isWhole ? undefined : part.end),
    staleTime: Infinity,
    gcTime: 0,
  })
  const last = query.data?.pages.at(-1)
  // A part that is not full is all that there is for now; a character is never cut.
  const isAtEnd = last !== undefined && last.end - last.offset < PART - 4
  // Also for what comes with the end of the run.
  const [wasLive] = useState(isLive)
  const [trouble, setTrouble] = useState<Error | null>(null)
  const isTold = wasLive && isAtEnd && !last.isWhole
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
        client.setQueryData<InfiniteData<Part | undefined>>(
          key,
          (old) => old && { ...old, pages: append(old.pages, printed) },
        )
      },
    })
    // The key names all that it is of.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isTold, client, JSON.stringify(key)])

  const { hasNextPage, isFetching, isError, fetchNextPage } = query
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const isBehind = wasLive && last !== undefined && !isAtEnd && last.end < READ_AT_ONCE && !isError
  useEffect(() => {
    if (isBehind) readMore()
  }, [isBehind, readMore])
  return {
    text: query.data?.pages.map((part) => part?.text ?? '').join('') ?? '',
    hasMore: hasNextPage && !isAtEnd,
    isOver: !isLive || last?.isWhole === true,
    error: query.error ?? trouble,
    readMore,
  }
}

/** Lays what is told on what was read. */
function append(pages: (Part | undefined)[], told: Part): (Part | undefined)[] {
  const last = pages.at(-1)
  if (!last || last.end !== told.offset) return pages
  // As one part that is not full, so that it is told on from its end.
  const text = last.text + told.text
  return [...pages.slice(0, -1), { ...told, text, offset: told.end }]
}
