import { expect, it } from 'vitest'
import { parsePlotsSearch } from './plots-search'

it.each([
  [{}, {}],
  [
    { check: 'fresh', number: 'rows', by: 'PARTITION' },
    { check: 'fresh', number: 'rows', by: 'PARTITION' },
  ],
  [{ between: ['', '9'] }, {}],
  [{ by: 'SCHEDULED_TIME', number: '' }, {}],
  [
    { between: ['1', '9'], log: 'true', table: 'no' },
    { between: ['1', '9'], log: true },
  ],
])('reads %o', (raw, search) => {
  expect(parsePlotsSearch(raw)).toEqual(search)
})
