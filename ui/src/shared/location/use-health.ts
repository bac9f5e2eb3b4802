import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import { HealthDocument, type HealthQuery } from '@/shared/api/generated/graphql'

/** Of code locations nothing is told: they are asked for, once for all who show them. */
export const HEALTH_MILLIS = 30_000

export function useHealth(): UseQueryResult<HealthQuery> {
  return useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => request(HealthDocument, {}, signal),
    staleTime: HEALTH_MILLIS,
  })
}
