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

/** First and last key of a set of partitions that is one range, such as `2001-01-01...2001-01-07`. */
export function endsOf(text: string): [string, string] {
  const [first = text, last] = text.split('...')
  return [first, last ?? first]
}

/** Sunday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

/** A set of partitions in few words: neighbours in the calendar are a range. Ranges among the keys stay. */
export function setOf(keys: readonly string[]): string {
  const runs: { first: string; last: string }[] = []
  for (const key of keys) {
    const [first, last] = endsOf(key)
    const before = runs.at(-1)
    if (before && isNext(before.last, first)) before.last = last
    else runs.push({ first, last })
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}...${last}`)).join(',')
}

function isNext(before: string, after: string): boolean {
  const [a, b] = [placeOf(before), placeOf(after)]
  return a !== undefined && b !== undefined && a.unit === b.unit && b.number === a.number + 1
}
