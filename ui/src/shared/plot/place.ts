// Where points stand from left to right: each has a slot, and what is missing between two leaves a hole. Pure.
import type { HistoryBy } from '../api/generated/graphql'
import { endsOf, placeOf, weekdayOf } from '../partition/calendar'

export interface Hole {
  /** The slot after that of the last point before it. */
  from: number
  /** The slot of the first point after it. */
  to: number
  /** How many points are missing. */
  missing: number
}

export interface Placed {
  /** The slot of each point. */
  slots: number[]
  /** How many slots there are. */
  width: number
  holes: Hole[]
}

const DAY_MILLIS = 86_400_000

/** Fewer days say nothing of weekdays that are left out. */
const ENOUGH_DAYS = 10

/** Runs stand beside each other; times and partitions leave room for what is missing, an eighth of all at most. */
export function place(keys: readonly string[], by: HistoryBy): Placed {
  const missing = missingBefore(keys, by)
  const widest = Math.max(2, Math.ceil(keys.length / 8))
  const placed: Placed = { slots: [], width: 0, holes: [] }
  keys.forEach((_, index) => {
    const count = missing[index] ?? 0
    if (count > 0) {
      const from = placed.width
      placed.width += Math.min(count, widest)
      placed.holes.push({ from, to: placed.width, missing: count })
    }
    placed.slots.push(placed.width)
    placed.width++
  })
  return placed
}

/** The point that stands nearest to a place, in slots. */
export function nearest(slots: readonly number[], at: number): number | undefined {
  let found: number | undefined
  slots.forEach((slot, index) => {
    if (found === undefined || Math.abs(slot - at) < Math.abs((slots[found] ?? 0) - at))
      found = index
  })
  return found
}

/** How many are missing between each key and the one before it. */
function missingBefore(keys: readonly string[], by: HistoryBy): number[] {
  switch (by) {
    case 'RUN':
      return keys.map(() => 0)
    case 'SCHEDULED_TIME':
      return betweenTimes(keys.map((key) => Date.parse(key)))
    case 'PARTITION':
      return betweenPartitions(keys)
  }
}

function betweenPartitions(keys: readonly string[]): number[] {
  const firsts = keys.map((key) => placeOf(endsOf(key)[0]))
  const lasts = keys.map((key) => placeOf(endsOf(key)[1]))
  const unit = firsts[0]?.unit
  if (!unit || ![...firsts, ...lasts].every((it) => it?.unit === unit)) return keys.map(() => 0)
  const numbersOf = (all: typeof firsts) => all.map((it) => it?.number ?? 0)
  return between(numbersOf(firsts), numbersOf(lasts), unit === 'day')
}

function betweenTimes(times: readonly number[]): number[] {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time))
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)]
  if (!usual || usual <= 0) return times.map(() => 0)
  if (Math.abs(usual - DAY_MILLIS) <= DAY_MILLIS / 24) {
    // Counted from tick to tick: where the clock changes, a day has 23 or 25 hours.
    const days = [Math.floor((times[0] ?? 0) / DAY_MILLIS)]
    for (const gap of gaps) days.push((days.at(-1) ?? 0) + Math.round(gap / DAY_MILLIS))
    return between(days, days, true)
  }
  return [0, ...gaps.map((gap) => Math.max(0, Math.round(gap / usual) - 1))]
}

/** Of days, only those weekdays are missing that there are otherwise. */
function between(firsts: readonly number[], lasts: readonly number[], areDays: boolean): number[] {
  const isOfWeeks = areDays && firsts.every((it) => (it - (firsts[0] ?? it)) % 7 === 0)
  const weekdays = new Set(firsts.map(weekdayOf))
  const hasEnough = firsts.length >= ENOUGH_DAYS || (isOfWeeks && firsts.length > 1)
  let reached = lasts[0] ?? 0
  return firsts.map((first, index) => {
    let count = 0
    if (areDays && hasEnough && weekdays.size < 7) {
      for (let day = reached + 1; day < first; day++) if (weekdays.has(weekdayOf(day))) count++
    } else {
      count = Math.max(0, first - reached - 1)
    }
    reached = Math.max(reached, lasts[index] ?? first)
    return count
  })
}
