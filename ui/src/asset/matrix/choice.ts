// Which assets and partitions a matrix is of. Pure.
import type { MatrixChoiceQuery } from '@/shared/api/generated/graphql'
import { quote } from '@/shared/api/selection-text'

export interface Choice {
  keys: string[]
  /** The first is the oldest. */
  partitions: string[]
  /** Of the page, but of other partitions, or of none. */
  others: string[]
  /** Where all of them are; nothing when they are in several. */
  location: string | undefined
  /** Which of the parts of the page it is, from 1. */
  part: number
  parts: number
  /** How many assets of the page have these partitions, in all of its parts. */
  fitting: number
  /** The cursor of the next page of the selection; null when this is the last. */
  after: string | null
}

/** As many as the API tells at once of a matrix. */
export const MOST_KEYS = 100
/** As many assets of a selection as a page has, before the parts that are shown. */
export const PAGE = 500

/** The assets whose partitions are as many as those that are shown: what is cut otherwise has other keys. */
export function choiceOf({ assets, partitions }: MatrixChoiceQuery, wanted = 1): Choice {
  const count = partitions?.count
  const fits = assets.assets.filter(
    (it) => it.partitionCount !== null && it.partitionCount === count,
  )
  const parts = Math.max(1, Math.ceil(fits.length / MOST_KEYS))
  const part = Math.min(wanted, parts)
  const taken = fits.slice((part - 1) * MOST_KEYS, part * MOST_KEYS)
  const locations = new Set(taken.map((it) => it.location))
  return {
    keys: taken.map((it) => it.key),
    partitions: partitions?.newest.toReversed() ?? [],
    others: assets.assets.filter((it) => !fits.includes(it)).map((it) => it.key),
    location: locations.size === 1 ? [...locations][0] : undefined,
    part,
    parts,
    fitting: fits.length,
    after: assets.after,
  }
}

/**
 * An asset whose partitions to look at, where those of all have nothing in common, as of days in two locations and
 * months: one of those of which there are the most with as many. Undefined where none is needed, or none has partitions.
 */
export function alikeOf({ assets, partitions }: MatrixChoiceQuery): string | undefined {
  const counts = new Map<number, string[]>()
  for (const { key, partitionCount } of assets.assets) {
    if (partitionCount === null) continue
    counts.set(partitionCount, [...(counts.get(partitionCount) ?? []), key])
  }
  if (partitions && counts.has(partitions.count)) return undefined
  return [...counts.values()].sort((a, b) => b.length - a.length)[0]?.[0]
}

/** In the selection language. */
export function keySelection(key: string): string {
  return `key:${quote(key)}`
}
