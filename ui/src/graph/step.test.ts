import { expect, it } from 'vitest'
import { boxId, type Box } from './model'
import { isInSight, stepFrom, stopsOf, ZOOM, zoomedAround } from './step'

const at = (x: number, y: number) => ({ x, y, width: 10, height: 10 })
const grid = new Map([
  ['a', at(0, 0)],
  ['b', at(100, 0)],
  ['c', at(100, 100)],
])

it.each([
  ['a', 'ArrowRight', 'b'],
  ['b', 'ArrowDown', 'c'],
  ['c', 'ArrowLeft', 'a'],
  ['a', 'ArrowUp', undefined],
  [undefined, 'ArrowDown', 'a'],
  ['gone', 'ArrowDown', 'a'],
] as const)('leads from %s by %s to %s', (from, step, to) => {
  expect(stepFrom(grid, from, step)).toBe(to)
})

it('zooms around what has the focus, which stays where it is seen', () => {
  const place = { x: 100, y: 40, width: 20, height: 20 }
  const seen = { x: 7, y: -3, zoom: 0.5 }
  const zoomed = zoomedAround(place, seen, ZOOM.step)
  expect(zoomed.zoom).toBeCloseTo(0.6)
  expect(zoomed.x + 110 * zoomed.zoom).toBeCloseTo(7 + 110 * 0.5)
  expect(zoomed.y + 50 * zoomed.zoom).toBeCloseTo(-3 + 50 * 0.5)
})

it('zooms neither nearer than the most nor farther than the least', () => {
  const place = at(100, 100)
  const nearest = { x: 0, y: 0, zoom: ZOOM.most }
  expect(zoomedAround(place, nearest, 2)).toEqual(nearest)
  expect(zoomedAround(place, { x: 0, y: 0, zoom: 0.1 }, 0.01).zoom).toBe(ZOOM.least)
})

// A card, then an open box with two columns of two cards, then a closed box.
const card = { width: 216, height: 54 }
const [open, closed] = [boxId(['open']), boxId(['closed'])]
const box = (id: string, isOpen: boolean): Box => ({
  id,
  name: id,
  path: [id],
  isOpen,
  count: 4,
  tones: new Map(),
})
const stops = stopsOf(
  new Map([
    ['before', { x: 0, y: 60, ...card }],
    [open, { x: 280, y: 0, width: 524, height: 182 }],
    ['one', { x: 294, y: 38, ...card }],
    ['two', { x: 294, y: 114, ...card }],
    ['three', { x: 574, y: 38, ...card }],
    ['four', { x: 574, y: 114, ...card }],
    [closed, { x: 868, y: 50, width: 216, height: 74 }],
    ['below', { x: 294, y: 240, ...card }],
  ]),
  [box(open, true), box(closed, false)],
)

it.each([
  ['before', 'ArrowRight', 'one'],
  ['one', 'ArrowRight', 'three'],
  ['one', 'ArrowDown', 'two'],
  ['one', 'ArrowUp', open],
  ['three', 'ArrowUp', open],
  [open, 'ArrowDown', 'one'],
  [open, 'ArrowRight', closed],
  [open, 'ArrowLeft', 'before'],
  ['three', 'ArrowRight', closed],
  [closed, 'ArrowLeft', 'three'],
  ['one', 'ArrowLeft', 'before'],
  ['two', 'ArrowDown', 'below'],
  ['below', 'ArrowUp', 'two'],
] as const)(
  'goes into boxes that are open and out of them: from %j by %s to %j',
  (from, step, to) => {
    expect(stepFrom(stops, from, step)).toBe(to)
  },
)

it('reaches all there is by arrows', () => {
  const reached = new Set(['before'])
  for (const id of reached) {
    for (const step of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp'] as const) {
      const next = stepFrom(stops, id, step)
      if (next !== undefined) reached.add(next)
    }
  }
  expect(reached.size).toBe(stops.size)
})

const size = { width: 100, height: 100 }
it.each([
  [{ x: 0, y: 0, zoom: 1 }, true],
  [{ x: -5, y: 0, zoom: 1 }, false],
  [{ x: 0, y: 91, zoom: 1 }, false],
  [{ x: 80, y: 80, zoom: 2 }, true],
  [{ x: 81, y: 80, zoom: 2 }, false],
])('knows whether a place is in sight at %j', (sight, expected) => {
  expect(isInSight(at(0, 0), sight, size)).toBe(expected)
})
