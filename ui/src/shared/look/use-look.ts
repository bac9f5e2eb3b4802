import { useQuery } from '@tanstack/react-query'
import { request } from '../api/client'
import { HealthDocument, type HealthQuery } from '../api/generated/graphql'

/** What the settings say of how pages look, from what the frame asks for anyway; undefined until it is known. */
export function useLook(): HealthQuery['look'] | undefined {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => request(HealthDocument, {}, signal),
    select: (health) => health.look,
    enabled: false,
  })
  return query.data
}
