import { expect, it } from 'vitest'
import { endsOf, placeOf, setOf, weekdayOf } from './calendar'

it.each([
  ['1970', 'year', 0],
  ['2001', 'year', 31],
  ['1970-02', 'month', 1],
  ['2001-01', 'month', 372],
  ['1970-01-02', 'day', 1],
  ['2001-01-31', 'day', 11353],
  ['1970-01-02T03', 'hour', 27],
])('finds the place of %s in the calendar', (key, unit, number) => {
  expect(placeOf(key)).toEqual({ unit, number })
})

it.each(['eu', '2001-13', '2001-02-30', '2001-01-01|eu', '2001-01-01T24', '20010101', ''])(
  'takes %s for no window of time',
  (key) => {
    expect(placeOf(key)).toBeUndefined()
  },
)

it('knows weekdays', () => {
  expect(
    ['2001-01-07', '2001-01-08', '1969-12-31'].map((it) => weekdayOf(placeOf(it)!.number)),
  ).toEqual([0, 1, 3])
})

it.each([
  [['2001-01-01'], '2001-01-01'],
  [['2001-01-31', '2001-02-01', '2001-02-03'], '2001-01-31...2001-02-01,2001-02-03'],
  [['2001-01-01...2001-01-03', '2001-01-04'], '2001-01-01...2001-01-04'],
  [['2001-12', '2002-01', '2002-02-01'], '2001-12...2002-01,2002-02-01'],
  [['eu', 'us'], 'eu,us'],
  [['2001-01-01|eu', '2001-01-02|eu'], '2001-01-01|eu,2001-01-02|eu'],
  [[], ''],
])('writes %j as %s', (keys, text) => {
  expect(setOf(keys)).toBe(text)
})

it('knows the ends of a range', () => {
  expect(endsOf('2001-01...2001-03')).toEqual(['2001-01', '2001-03'])
  expect(endsOf('2001-01')).toEqual(['2001-01', '2001-01'])
})
