import { useInfiniteQuery } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import { RunOutputDocument } from '@/shared/api/generated/graphql'
import { useLive } from '@/shared/api/use-live'

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
  error: Error | null
  readMore: () => void
}

const LIVE_MILLIS = 1_000

/** What was printed, in parts; of a step that still prints the next part is asked for by itself. */
export function useOutput({ run, step, stream, attempt, isLive }: Props): Output {
  const query = useInfiniteQuery({
    queryKey: ['output', run, step, stream, attempt],
    queryFn: async ({ pageParam, signal }) => {
      const variables = {
        id: run,
        stream,
        attempt,
        offset: pageParam,
        ...(step === null ? {} : { step }),
      }
      return (await request(RunOutputDocument, variables, signal)).run?.log
    },
    initialPageParam: 0,
    getNextPageParam: (part) => (!part || part.isWhole ? undefined : part.end),
    staleTime: Infinity,
    gcTime: 0,
  })
  const last = query.data?.pages.at(-1)
  // A part that is not full is all that there is for now.
  const isAtEnd = last !== undefined && last.end === last.offset
  const readMore = () => {
    if (query.hasNextPage && !query.isFetching) void query.fetchNextPage()
  }
  useLive(readMore, isLive && last !== undefined && !last.isWhole ? LIVE_MILLIS : false)
  return {
    text: query.data?.pages.map((part) => part?.text ?? '').join('') ?? '',
    hasMore: query.hasNextPage && !isLive && !isAtEnd,
    error: query.error,
    readMore,
  }
}
