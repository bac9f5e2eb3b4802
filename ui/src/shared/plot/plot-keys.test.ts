import { expect, it } from 'vitest'
import { partOf, placeAfter, type KeyPlace } from './plot-keys'

const at = (index: number, anchor?: number): KeyPlace => ({ index, anchor })

it.each([
  ['goes to the left', 'ArrowLeft', false, at(2), at(1)],
  ['stays at the first', 'ArrowLeft', false, at(0), at(0)],
  ['goes to the right', 'ArrowRight', false, at(2), at(3)],
  ['stays at the last', 'ArrowRight', false, at(4), at(4)],
  ['goes to the first', 'Home', false, at(2), at(0)],
  ['goes to the last', 'End', false, at(2), at(4)],
  ['begins a part', 'ArrowRight', true, at(2), at(3, 2)],
  ['goes on with a part', 'ArrowRight', true, at(3, 2), at(4, 2)],
  ['marks up to the first', 'Home', true, at(3), at(0, 3)],
  ['lets go of a part without Shift', 'ArrowLeft', false, at(3, 2), at(2)],
  ['lets go of a part by Escape', 'Escape', false, at(3, 2), at(3)],
  ['leaves Escape to others where nothing is marked', 'Escape', false, at(3), undefined],
  ['leaves other keys to others', 'a', false, at(3, 2), undefined],
])('%s', (_, key, withShift, before, after) => {
  expect(placeAfter(key, withShift, before, 5)).toEqual(after)
})

it.each([
  ['from the left', at(3, 1), { from: 1, to: 3 }],
  ['from the right', at(1, 3), { from: 1, to: 3 }],
  ['not of one point', at(1, 1), undefined],
  ['not without a beginning', at(1), undefined],
])('marks a part %s', (_, place, part) => {
  expect(partOf(place)).toEqual(part)
})
