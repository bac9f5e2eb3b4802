import { expect, it } from 'vitest'
import { stepOf } from './row-step'

it.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 7],
  ['PageDown', 8, 9],
  ['PageUp', 3, 0],
  ['Home', 3, 0],
  ['End', 3, 9],
  ['x', 3, undefined],
])('%s from row %d of 10 leads to %s', (key, from, to) => {
  expect(stepOf(key, from, 10, 4)).toBe(to)
})
