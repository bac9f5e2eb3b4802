// Which assets and partitions a matrix is of. Pure.
import type { MatrixChoiceQuery } from '@/shared/api/generated/graphql'
import { quote } from '@/shared/api/selection-text'

export interface Choice {
  keys: string[]
  /** The first is the oldest. */
  partitions: string[]
  /** Of the selection, but of other partitions, or of none. */
  others: string[]
  /** Whether there may be more that have these partitions. */
  isPart: boolean
  /** Where all of them are; nothing when they are in several. */
  location: string | undefined
}

/** As many as the API tells at once. */
const MOST_KEYS = 100

/** The assets whose partitions are as many as those that are shown: what is cut otherwise has other keys. */
export function choiceOf({ assets, partitions }: MatrixChoiceQuery): Choice {
  const count = partitions?.count
  const fits = assets.assets.filter(
    (it) => it.partitionCount !== null && it.partitionCount === count,
  )
  const taken = fits.slice(0, MOST_KEYS)
  const locations = new Set(taken.map((it) => it.location))
  return {
    keys: taken.map((it) => it.key),
    partitions: partitions?.newest.toReversed() ?? [],
    others: assets.assets.filter((it) => !fits.includes(it)).map((it) => it.key),
    isPart: fits.length > taken.length || assets.after !== null,
    location: locations.size === 1 ? [...locations][0] : undefined,
  }
}

/** In the selection language. */
export function keySelection(key: string): string {
  return `key:${quote(key)}`
}
