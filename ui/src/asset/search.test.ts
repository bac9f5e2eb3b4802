import { expect, it } from 'vitest'
import { parseAssetSearch, parsePartitionsSearch } from './search'

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
