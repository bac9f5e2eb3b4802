import { expect, it } from 'vitest'
import { indexesOf, inSight, scrolledTo } from './window'

it.each([
  [0, 100, 20, 50, [0, 1, 2, 3, 4]],
  [10, 100, 20, 50, [0, 1, 2, 3, 4, 5]],
  [980, 100, 20, 50, [49]],
  [2_000, 100, 20, 50, []],
  [0, 100, 20, 0, []],
  [-30, 30, 20, 50, []],
])('of %i to %i in sight has those of size %i', (offset, length, size, count, indexes) => {
  expect(indexesOf(inSight(offset, length, size, count))).toEqual(indexes)
})

it.each([
  [3, 0, 0],
  [5, 0, 20],
  [0, 50, 0],
  [4, 50, 50],
])('scrolls to %i from %i', (index, offset, to) => {
  expect(scrolledTo(index, offset, 100, 20)).toBe(to)
})
