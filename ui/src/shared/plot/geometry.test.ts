import { expect, it } from 'vitest'
import { EDGE, geometryOf } from './geometry'
import type { Level } from './model'

const size = { width: 800, height: 200 }
const bottom = size.height - EDGE.bottom

/** The levels from the highest to the lowest, in a picture whose values go up to 6,000. */
function levels(...all: Level[]) {
  const point = { key: 'a', run: 'a', time: '2001-01-01T00:00:00Z', codeVersion: null }
  const { levels } = geometryOf(
    {
      points: [{ ...point, isNewCode: false }],
      series: [{ key: 'total', name: 'total', values: [6000], look: 'solid', measured: 'length' }],
      levels: all,
      flags: { failed: new Set(), slow: new Set() },
      by: 'RUN',
    },
    size,
    false,
  )
  return levels.toSorted((a, b) => a.y - b.y)
}

it('writes above the line of a level what stands alone', () => {
  const [far] = levels({ name: 'median', value: 3000 })
  expect(far?.textY).toBe((far?.y ?? 0) - 4)
})

it('writes two that are near on either side of their lines', () => {
  const [p95, median] = levels({ name: 'median', value: 3000 }, { name: 'p95', value: 3200 })
  expect(p95?.textY).toBe((p95?.y ?? 0) - 4)
  expect(median?.textY).toBe((median?.y ?? 0) + 12)
})

it.each([0, 100, 283])('writes two near the bottom in the picture, at %d', (value) => {
  const [p95, median] = levels({ name: 'median', value }, { name: 'p95', value: value + 100 })
  expect(median?.textY).toBeLessThan(bottom)
  expect(p95?.textY).toBeLessThanOrEqual((median?.textY ?? 0) - 12)
})
