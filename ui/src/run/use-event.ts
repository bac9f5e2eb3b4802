import { useQuery } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import { RunEventDocument } from '@/shared/api/generated/graphql'

/** The whole of an event; the log itself has only its line. */
export function useEventJson(run: string, position: number | undefined): unknown {
  const query = useQuery({
    queryKey: ['event', run, position],
    queryFn: ({ signal }) =>
      request(RunEventDocument, { id: run, after: (position ?? 1) - 1 }, signal),
    enabled: position !== undefined,
    staleTime: Infinity,
  })
  return query.data?.run?.events.events[0]?.json
}
