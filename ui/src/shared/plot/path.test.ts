import { expect, it } from 'vitest'
import { bars, crosses, cutsOf, linePath, stretches, thinned } from './path'

const at = (x: number, y: number) => ({ x, y })

it.each([
  ['nothing', [], [], ''],
  ['one', [at(1, 2)], [], 'M1 2h0'],
  ['a line', [at(1, 2), at(3, 4), at(5, 6)], [], 'M1 2L3 4 5 6'],
  ['a missing value', [at(1, 2), null, at(5, 6)], [], 'M1 2h0M5 6h0'],
  ['a missing partition', [at(1, 2), at(3, 4), at(5, 6)], [2], 'M1 2L3 4M5 6h0'],
  ['missing at both ends', [null, at(3, 4), at(5, 6.25), null], [], 'M3 4L5 6.3'],
])('draws %s', (_, points, cuts, path) => {
  expect(linePath(stretches(points, new Set(cuts)))).toBe(path)
})

it('keeps the peaks of what is finer than pixels', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => at(index / 100, index === 777 ? 1 : 50))
  const kept = thinned(many)
  expect(kept.length).toBeLessThan(150)
  expect(kept).toContainEqual(at(7.77, 1))
  expect(thinned([at(0, 1), at(1, 2)])).toHaveLength(2)
})

it('cuts a line where something is missing', () => {
  expect([...cutsOf([0, 3, 4], [{ from: 1, to: 3, missing: 9 }])]).toEqual([1])
})

it('draws marks and bars, and no bar of nothing', () => {
  expect(crosses([at(10, 10)])).toBe('M10 10m-4 -4l8 8m0 -8l-8 8')
  expect(bars([at(10, 5), at(20, 40)], 4, 40)).toBe('M8 5h4V40h-4z')
})
