import { expect, it } from 'vitest'
import { CELL, detailAt, itemAt, overviewLayout } from './overview-layout'
import type { Item } from './model'

const item = (id: string, group: string): Item => ({ id, path: [group], tone: 'ok' })

it('places every item in the block of its box, and no two at one spot', () => {
  const items = Array.from({ length: 500 }, (_, i) => item(`i${i}`, `g${i % 7}`))
  const edges = items.slice(1).map((it, i) => ({ from: `i${i}`, to: it.id }))
  const overview = overviewLayout(items, edges)
  expect(overview.blocks.reduce((sum, it) => sum + it.count, 0)).toBe(500)
  expect(new Set(overview.spots.map(({ x, y }) => `${x} ${y}`)).size).toBe(500)
  items.forEach((it, index) => {
    const spot = overview.spots[index]!
    const block = overview.blocks.find((other) => other.name === it.path[0])!
    expect(spot.x).toBeGreaterThanOrEqual(block.x)
    expect(spot.x + CELL.width).toBeLessThanOrEqual(block.x + block.width)
    expect(spot.y + CELL.height).toBeLessThanOrEqual(block.y + block.height)
    expect(itemAt(overview, spot.x + 1, spot.y + 1)).toBe(index)
  })
})

it('places what comes first at the left, also around a circle', () => {
  const items = [item('b', 'later'), item('a', 'first'), item('c', 'later')]
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'b' },
  ]
  expect(overviewLayout(items, edges).blocks.map((it) => it.name)).toEqual(['first', 'later'])
  expect(overviewLayout([], []).blocks).toEqual([])
})

it.each([
  [0.05, 'dots'],
  [0.3, 'cards'],
  [1, 'names'],
] as const)('draws at %f %s', (scale, detail) => {
  expect(detailAt(scale)).toBe(detail)
})
