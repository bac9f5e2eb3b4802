import { expect, it } from 'vitest'
import { moved, ticksOf, timeOf, xOf, zoomed } from './scale'

const whole = { from: 1000, to: 11_000, width: 1000 }

it('goes from time to pixels and back', () => {
  expect(xOf(whole, 6000)).toBe(500)
  expect(timeOf(whole, 250)).toBe(3500)
})

it.each([
  ['nearer', whole, 6000, 0.5, 3500, 8500],
  ['nearer at the edge', whole, 1000, 0.5, 1000, 6000],
  ['away is never more than all', { ...whole, from: 2000, to: 4000 }, 3000, 100, 1000, 11_000],
])('zooms %s', (_, scale, around, factor, from, to) => {
  expect(zoomed(scale, whole, around, factor)).toMatchObject({ from, to })
})

it('stays within all', () => {
  expect(moved({ from: 0, to: 2000, width: 1 }, whole)).toMatchObject({ from: 1000, to: 3000 })
  expect(moved({ from: 10_500, to: 12_500, width: 1 }, whole)).toMatchObject({
    from: 9000,
    to: 11_000,
  })
})

it.each([
  [10_000, ['0', '1 s', '2 s', '3 s', '4 s', '5 s', '6 s', '7 s', '8 s', '9 s', '10 s']],
  [
    1_000,
    [
      '0',
      '100 ms',
      '200 ms',
      '300 ms',
      '400 ms',
      '500 ms',
      '600 ms',
      '700 ms',
      '800 ms',
      '900 ms',
      '1 s',
    ],
  ],
  [
    600_000,
    [
      '0',
      '1 min',
      '2 min',
      '3 min',
      '4 min',
      '5 min',
      '6 min',
      '7 min',
      '8 min',
      '9 min',
      '10 min',
    ],
  ],
])('marks %d ms', (length, texts) => {
  expect(ticksOf({ from: 0, to: length, width: 1000 }, 0).map((it) => it.text)).toEqual(texts)
})
