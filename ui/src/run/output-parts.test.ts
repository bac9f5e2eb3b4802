import { expect, it } from 'vitest'
import { append, before, kept, PART, partOf, type Part } from './output-parts'

function part(offset: number, end: number, more: Partial<Part> = {}): Part {
  return { offset, end, text: `${offset}-${end} `, isWhole: false, isLast: false, ...more }
}

const told = (offset: number, end: number) => part(offset, end)

it.each([
  [0, 10, 100, true],
  [0, 95, 100, true],
  [0, 96, 100, false],
  [0, 100, 100, false],
])('a part from %d to %d of %d asked for is the last: %s', (offset, end, limit, isLast) => {
  expect(partOf(part(offset, end), limit).isLast).toBe(isLast)
})

it.each([
  ['to what was read', [part(0, 4)], told(4, 8), [[0, 8, '0-4 4-8 ']]],
  ['what was told before', [part(0, 4)], told(2, 8), [[0, 4, '0-4 ']]],
  ['what leaves a gap', [part(0, 4)], told(5, 8), [[0, 4, '0-4 ']]],
  ['to nothing', [], told(0, 8), []],
  [
    'as another part when the last is full',
    [part(0, PART - 2)],
    told(PART - 2, PART + 2),
    [
      [0, PART - 2, `0-${PART - 2} `],
      [PART - 2, PART + 2, `${PART - 2}-${PART + 2} `],
    ],
  ],
])('lays %s', (_, parts, more, expected) => {
  expect(append(parts, more).map((it) => [it.offset, it.end, it.text])).toEqual(expected)
})

it.each([
  ['all', 100, [0, 40, 80]],
  ['the newest', 70, [40, 80]],
  ['the last, however large it is', 1, [80]],
])('keeps %s', (_, most, offsets) => {
  const parts = [part(0, 40), part(40, 80), part(80, 100)]
  expect(kept(parts, most).map((it) => it.offset)).toEqual(offsets)
  expect(kept([], most)).toEqual([])
})

it.each([
  ['nothing before the first', part(0, 4), undefined],
  ['the part before', part(80, 90), { offset: 40, limit: 40 }],
  ['all before what is known of no part', part(30, 90), { offset: 0, limit: 30 }],
  ['nothing of nothing', undefined, undefined],
])('asks for %s', (_, first, expected) => {
  expect(before([0, 40, 80], first)).toEqual(expected)
})
