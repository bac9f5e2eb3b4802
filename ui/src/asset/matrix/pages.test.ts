import { expect, it } from 'vitest'
import type { MatrixSearch } from '@/shared/matrix/matrix-search'
import { nextOf, placeText, previousOf } from './pages'

const at = (part: number, parts: number, after: string | null) => ({
  part,
  parts,
  after,
  fitting: parts === 1 ? 30 : 230,
  keys: Array.from({ length: parts === 1 ? 30 : part === 3 ? 30 : 100 }, () => ''),
  others: Array.from({ length: parts === 1 ? 470 : 270 }, () => ''),
})

it.each<[MatrixSearch, number, number, string | null, MatrixSearch | undefined]>([
  [{}, 1, 1, null, undefined],
  [{ columns: 300, cells: ['a'] }, 1, 3, 'x', { columns: 300, part: 2 }],
  [{ part: 99 }, 3, 3, 'x', { after: ['x'] }],
  [{ after: ['x'] }, 1, 1, 'y', { after: ['x', 'y'] }],
  [{ after: ['x'], part: 3 }, 3, 3, null, undefined],
])('goes on from %o, part %d of %d before %s', (search, part, parts, after, next) => {
  expect(nextOf(search, at(part, parts, after))).toEqual(next)
})

it.each<[MatrixSearch, number, MatrixSearch | undefined]>([
  [{}, 1, undefined],
  [{ part: 3, cells: ['a'] }, 3, { part: 2 }],
  [{ part: 2 }, 2, {}],
  [{ after: ['x', 'y'] }, 1, { after: ['x'], part: 99 }],
  [{ after: ['x'] }, 1, { part: 99 }],
])('goes back from %o, part %d', (search, part, before) => {
  expect(previousOf(search, at(part, 3, null))).toEqual(before)
})

it.each<[MatrixSearch, number, number, string | null, string | undefined]>([
  [{}, 1, 1, null, undefined],
  [{}, 1, 1, 'x', 'Assets 1–500 of the selection, and there are more: 30 with these partitions'],
  [
    { after: ['x', 'y'] },
    3,
    3,
    null,
    'Assets 1,001–1,500 of the selection: 201–230 of 230 with these partitions',
  ],
])('says of %o, part %d of %d before %s where it is', (search, part, parts, after, text) => {
  expect(placeText(search, at(part, parts, after))).toBe(text)
})
