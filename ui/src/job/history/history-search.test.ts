import { expect, it } from 'vitest'
import { parseHistorySearch, spanOf } from './history-search'

it.each([
  [{}, {}],
  [
    { by: 'PARTITION', step: 'load', days: '30' },
    { by: 'PARTITION', step: 'load', days: 30 },
  ],
  [{ by: 'RUN', step: '', days: '31', find: 'lo' }, { find: 'lo' }],
  [
    { between: ['a', 'b'], log: 'true', table: true },
    { between: ['a', 'b'], log: true, table: true },
  ],
  [{ between: 'a', log: 'yes' }, {}],
])('reads %o', (raw, search) => {
  expect(parseHistorySearch(raw)).toEqual(search)
})

it('asks for whole hours, so that it is asked for the same again', () => {
  const now = Date.parse('2026-11-27T22:31:12Z')
  expect(spanOf(7, now)).toEqual({ from: '2026-11-20T22:00:00.000Z' })
  expect(spanOf(undefined, now)).toBeNull()
})
