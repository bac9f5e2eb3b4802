import { useQuery } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import {
  OverviewAssetsDocument,
  type AssetHealthPartsFragment,
} from '@/shared/api/generated/graphql'
import { usePaced } from '@/shared/use-paced'

/** All assets are looked at for it, so it is asked no more often however many runs end. */
const PACE_MILLIS = 10_000

/**
 * What assets have come to: as it was read with the rest, until runs have ended.
 *
 * @param ended what becomes another text when a run ends
 */
export function useAssetHealth(
  read: AssetHealthPartsFragment | undefined,
  ended: string,
): AssetHealthPartsFragment | undefined {
  const now = usePaced(ended, PACE_MILLIS)
  const query = useQuery({
    queryKey: ['asset-health', now],
    queryFn: ({ signal }) => request(OverviewAssetsDocument, {}, signal),
    enabled: now !== '',
    placeholderData: (before) => before,
  })
  return query.data?.assetHealth ?? read
}
