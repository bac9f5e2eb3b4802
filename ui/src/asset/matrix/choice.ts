// Which assets and partitions a matrix is of. Pure.
import type { MatrixChoiceQuery } from '@/shared/api/generated/graphql'

export interface Choice {
  keys: string[]
  /** The first is the oldest. */
  partitions: string[]
  /** Of the selection, but of other partitions, or of none. */
  others: string[]
  /** Where all of them are; nothing when they are in several. */
  location: string | undefined
}

/** The assets whose partitions are as many as those that are shown: what is cut otherwise has other keys. */
export function choiceOf({ assets, partitions }: MatrixChoiceQuery): Choice {
  const count = partitions?.count
  const fits = assets.assets.filter(
    (it) => it.partitionCount !== null && it.partitionCount === count,
  )
  const locations = new Set(fits.map((it) => it.location))
  const keys = fits.map((it) => it.key)
  return {
    keys,
    partitions: partitions?.newest.toReversed() ?? [],
    others: assets.assets.map((it) => it.key).filter((key) => !keys.includes(key)),
    location: locations.size === 1 ? [...locations][0] : undefined,
  }
}

/** In the selection language. */
export function keySelection(key: string): string {
  return `key:"${key.replace(/["\\]/g, '\\$&')}"`
}
