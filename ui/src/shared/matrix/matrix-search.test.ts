import { expect, it } from 'vitest'
import { parseMatrixSearch } from './matrix-search'

it.each([
  [{}, {}],
  [{ columns: '1000' }, { columns: 1000 }],
  [{ columns: '100' }, {}],
  [{ columns: '7' }, {}],
  [{ containing: '2001-01' }, { containing: '2001-01' }],
  [{ cells: ['a', 1, 'b', '2', 'm'] }, { cells: ['a', '1', 'b', '2', 'm'] }],
  [{ cells: ['a', '1', 'b', '2'] }, {}],
  [{ cells: ['a', '1'] }, {}],
  [
    { after: ['k', 2], part: '3' },
    { after: ['k', '2'], part: 3 },
  ],
  [{ after: 'k', part: 1 }, { after: ['k'] }],
  [{ after: [] }, {}],
])('reads %o', (raw, search) => {
  expect(parseMatrixSearch(raw)).toEqual(search)
})
