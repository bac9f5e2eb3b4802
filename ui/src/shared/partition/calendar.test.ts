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
  [['2001-12', '2002-01', '2002-02-01'], '2001-12...2002-01,2002-02-01'],
  [['eu', 'us'], 'eu,us'],
  [['2001', '2002'], '2001,2002'],
  [['2001-01-01|eu', '2001-01-02|eu'], '2001-01-01|eu,2001-01-02|eu'],
  [['a,b', 'eu*', 'a...b'], '"a,b","eu*","a...b"'],
  [['say "a"', 'say "a\\b"', 'a\\b', ' a'], '"say \\"a\\"","say \\"a\\\\b\\"",a\\b," a"'],
  [['2001-01-01|a,b'], '2001-01-01|"a,b"'],
  [['2001-01-01...2001-01-03'], '"2001-01-01...2001-01-03"'],
  [[], ''],
])('writes the keys %j as %s', (keys, text) => {
  expect(setOf(keys, 'keys')).toBe(text)
})

it.each([
  [['2001-01-01', '2001-01-02'], '2001-01-01...2001-01-02'],
  [['2001-01-01...2001-01-03', '2001-01-04'], '2001-01-01...2001-01-03,2001-01-04'],
  [
    ['2001-01-01...2001-01-03,2001-01-07...2001-01-09'],
    '2001-01-01...2001-01-03,2001-01-07...2001-01-09',
  ],
  [['*', '"a,b"', 'eu...us'], '*,"a,b",eu...us'],
])('leaves the texts %j as they are: %s', (texts, text) => {
  expect(setOf(texts, 'texts')).toBe(text)
})

it.each([
  ['2001-01...2001-03', '2001-01', '2001-03'],
  ['2001-01', '2001-01', '2001-01'],
  ['2001-01...2001-03,2001-07...2001-09', undefined, undefined],
  ['eu...us', undefined, undefined],
])('knows the ends of %s', (text, first, last) => {
  expect(endsOf(text)).toEqual([first ?? text, last ?? text])
})
