import { expect, it } from 'vitest'
import { parseAssetSearch, parseAssetsSearch, parsePartitionsSearch } from './search'

it.each([
  [{}, {}],
  [{ select: '', columns: '7' }, {}],
  [
    { select: 'group:marts ', columns: '300', containing: '2001' },
    { select: 'group:marts ', columns: 300, containing: '2001' },
  ],
])('reads the address of a matrix %o', (raw, search) => {
  expect(parsePartitionsSearch(raw)).toEqual(search)
})

it('keeps what is plotted with its tab', () => {
  expect(parseAssetSearch({ tab: 'plots', by: 'PARTITION' })).toEqual({
    tab: 'plots',
    by: 'PARTITION',
  })
  expect(parseAssetSearch({ by: 'PARTITION' })).toEqual({})
})

it.each([
  [{}, {}],
  [{ select: ' ', group: ' marts ', kind: 7 }, { group: 'marts' }],
  [
    { select: 'group:marts ', owner: 'ann' },
    { select: 'group:marts ', owner: 'ann' },
  ],
])('reads the address of the list %o', (raw, search) => {
  expect(parseAssetsSearch(raw)).toEqual(search)
})
