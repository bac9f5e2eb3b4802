import { expect, it } from 'vitest'
import type { HistoryBy } from '../api/generated/graphql'
import { nearest, place } from './place'

const days = (...of: number[]) => of.map((day) => `2001-01-${String(day).padStart(2, '0')}`)
const times = (...hours: number[]) =>
  hours.map((hour) => new Date(Date.UTC(2001, 0, 1) + hour * 3_600_000).toISOString())
const MONTH = Array.from({ length: 31 }, (_, index) => index + 1)
const isWorkday = (day: number) => day % 7 !== 6 && day % 7 !== 0

/** Half past one in Berlin from 12 October 2026 on; summer ended on the 25th. */
const WORKDAY_TICKS = Array.from({ length: 28 }, (_, index) => index + 12)
  .filter((day) => isWorkday(day - 11))
  .map((day) => new Date(Date.UTC(2026, 9, day, day < 25 ? -1 : 0, 30)).toISOString())

const TABLE: [string, HistoryBy, string[], [number, number][]][] = [
  ['nothing', 'PARTITION', [], []],
  ['one', 'PARTITION', days(1), []],
  ['runs stand side by side', 'RUN', ['a', 'z'], []],
  ['days without a hole', 'PARTITION', days(1, 2, 3), []],
  ['a day is missing', 'PARTITION', days(1, 3), [[1, 1]]],
  [
    'days are missing twice',
    'PARTITION',
    days(1, 3, 4, 7),
    [
      [1, 1],
      [4, 2],
    ],
  ],
  ['months', 'PARTITION', ['2000-11', '2001-01'], [[1, 1]]],
  ['hours over midnight', 'PARTITION', ['2001-01-01T23', '2001-01-02T01'], [[1, 1]]],
  ['weeks', 'PARTITION', days(1, 8, 22), [[2, 1]]],
  ['no weekends', 'PARTITION', days(...MONTH.filter(isWorkday)), []],
  [
    'no weekends and a missing Monday',
    'PARTITION',
    days(...MONTH.filter((it) => isWorkday(it) && it !== 15)),
    [[10, 1]],
  ],
  ['names', 'PARTITION', ['eu', 'us'], []],
  ['names among days', 'PARTITION', [...days(1, 9), 'eu'], []],
  ['a range covers days', 'PARTITION', ['2001-01-01...2001-01-03', '2001-01-05'], [[1, 1]]],
  ['within a range', 'PARTITION', ['2001-01-01...2001-01-07', '2001-01-02', '2001-01-08'], []],
  ['hourly ticks', 'SCHEDULED_TIME', times(0, 1, 2, 5, 6), [[3, 2]]],
  ['ticks that come a little late', 'SCHEDULED_TIME', times(0, 1.2, 1.9, 3), []],
  ['daily ticks where the clock changed', 'SCHEDULED_TIME', times(6, 30, 53, 77, 125), [[4, 1]]],
  [
    'ticks of half past one in Berlin where summer ends',
    'SCHEDULED_TIME',
    ['2026-10-22T23:30Z', '2026-10-23T23:30Z', '2026-10-24T23:30Z', '2026-10-26T00:30Z'],
    [],
  ],
  ['ticks of workdays over midnight where summer ends', 'SCHEDULED_TIME', WORKDAY_TICKS, []],
  ['one tick', 'SCHEDULED_TIME', times(6), []],
]

it.each(TABLE)('%s', (_, by, keys, holes) => {
  const placed = place(keys, by)
  expect(placed.holes.map(({ from, missing }) => [from, missing])).toEqual(holes)
  expect(placed.slots).toHaveLength(keys.length)
  expect(new Set(placed.slots).size).toBe(keys.length)
})

it('keeps a long hole narrow, and says how much is missing', () => {
  expect(
    place(['1990', ...Array.from({ length: 15 }, (_, i) => `${2000 + i}`)], 'PARTITION'),
  ).toMatchObject({
    width: 18,
    holes: [{ from: 1, to: 3, missing: 9 }],
  })
})

it('finds the nearest point', () => {
  const { slots } = place(days(1, 3, 4), 'PARTITION')
  expect([-5, 0.4, 1.6, 9].map((at) => nearest(slots, at))).toEqual([0, 0, 1, 2])
  expect(nearest([], 1)).toBeUndefined()
})
