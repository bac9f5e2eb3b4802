// Keys of partitions that are years, months, days or hours: in which order they are, and what lies between. Pure.
export type Unit = 'year' | 'month' | 'day' | 'hour'

export interface Place {
  unit: Unit
  /** Counted from 1970; neighbours differ by one. */
  number: number
}

const FORMS: readonly [Unit, RegExp][] = [
  ['year', /^(\d{4})$/],
  ['month', /^(\d{4})-(\d{2})$/],
  ['day', /^(\d{4})-(\d{2})-(\d{2})$/],
  ['hour', /^(\d{4})-(\d{2})-(\d{2})T(\d{2})$/],
]

const DAY_MILLIS = 86_400_000

/** Where a key stands in the calendar; nothing of a key that is no plain window of time. */
export function placeOf(key: string): Place | undefined {
  for (const [unit, form] of FORMS) {
    const match = form.exec(key)
    if (!match) continue
    const [year = 0, month = 1, day = 1, hour = 0] = match.slice(1).map(Number)
    const millis = Date.UTC(year, month - 1, day, hour)
    if (month < 1 || month > 12 || new Date(millis).getUTCDate() !== day || hour > 23) return
    switch (unit) {
      case 'year':
        return { unit, number: year - 1970 }
      case 'month':
        return { unit, number: (year - 1970) * 12 + month - 1 }
      case 'day':
        return { unit, number: millis / DAY_MILLIS }
      case 'hour':
        return { unit, number: millis / (DAY_MILLIS / 24) }
    }
  }
  return undefined
}

/** First and last key of a set of partitions that is one range of windows, such as `2001-01-01...2001-01-07`. */
export function endsOf(text: string): [string, string] {
  const [first = text, last, ...others] = text.split('...')
  const isRange = last !== undefined && others.length === 0 && placeOf(first) && placeOf(last)
  return isRange ? [first, last] : [text, text]
}

/** Sunday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** Whether partitions are named by their keys, or by what the launch of a run said, which may be several of them. */
export type Named = 'keys' | 'texts'

/**
 * A set of partitions in few words: neighbours in the calendar are a range. Years are not: a list of names may have
 * them in any order, and others between.
 */
export function setOf(partitions: readonly string[], named: Named): string {
  const runs: { first: string; last: string }[] = []
  for (const partition of partitions) {
    const before = runs.at(-1)
    if (before && isNext(before.last, partition)) before.last = partition
    else runs.push({ first: partition, last: partition })
  }
  const written = named === 'keys' ? keyText : (text: string) => text
  return runs
    .map(({ first, last }) => (first === last ? written(first) : `${first}...${last}`))
    .join(',')
}

/** A key as the language of partitions wants it, in which some signs have a meaning; of each dimension by itself. */
function keyText(key: string): string {
  return key.split('|').map(partText).join('|')
}

function partText(part: string): string {
  const isPlain = !/[,"*]|\.\.\./.test(part) && part.trim() === part && part !== ''
  return isPlain ? part : `"${part.replace(/["\\]/g, '\\$&')}"`
}

function isNext(before: string, after: string): boolean {
  const [a, b] = [placeOf(before), placeOf(after)]
  return (
    a !== undefined &&
    b !== undefined &&
    a.unit !== 'year' &&
    a.unit === b.unit &&
    b.number === a.number + 1
  )
}
