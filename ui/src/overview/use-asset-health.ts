import { useQuery } from '@tanstack/react-query'
import { request } from '@/shared/api/client'
import {
  OverviewAssetsDocument,
  type AssetHealthPartsFragment,
} from '@/shared/api/generated/graphql'
import { newer, stamp, type Stamped } from '@/shared/api/stamp'
import { useLastGood } from '@/shared/api/use-last-good'
import { usePaced } from '@/shared/use-paced'

/** All assets are looked at for it, so it is asked no more often however many runs end. */
const PACE_MILLIS = 10_000

/**
 * What assets have come to: as it was read with the rest, or since, when runs have ended. What could not be read leaves
 * what is there.
 *
 * @param ended what becomes another text when a run ends
 */
export function useAssetHealth(
  read: Stamped<AssetHealthPartsFragment> | undefined,
  ended: string,
): AssetHealthPartsFragment | undefined {
  const now = usePaced(ended, PACE_MILLIS)
  const query = useQuery({
    queryKey: ['asset-health', now],
    queryFn: async ({ signal }) => {
      const at = stamp()
      return { at, value: (await request(OverviewAssetsDocument, {}, signal)).assetHealth }
    },
    enabled: now !== '',
  })
  const since = useLastGood(query.data)
  return read && newer(read, since)
}
