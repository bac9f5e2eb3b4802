import { expect, it } from 'vitest'
import { ofTwo, parseCompareSearch } from './compare-search'

it.each([
  [{}, {}],
  [
    { left: ' a ', right: 'b', all: 'true' },
    { left: 'a', right: 'b', all: true },
  ],
  [{ left: '', right: ['x'], all: 'no' }, {}],
])('reads %o', (raw, expected) => {
  expect(parseCompareSearch(raw)).toEqual(expected)
})

it('puts the older run at the left', () => {
  expect(ofTwo('b', 'a')).toEqual({ left: 'a', right: 'b' })
})
