import { expect, it } from 'vitest'
import { moved, parseOverviewSearch, spanOf, withWindow } from './overview-search'

const HOUR = 3_600_000
const at = (hours: number) => new Date(hours * HOUR).toISOString()

it.each([
  [{}, {}],
  [{ window: '24h' }, { window: '24h' }],
  [{ window: '6h', until: 'soon' }, {}],
  [{ window: '3y', until: '1970-01-01T02:00:00+01:00' }, { until: at(1) }],
])('reads %o', (raw, expected) => {
  expect(parseOverviewSearch(raw)).toEqual(expected)
})

it('ends a little after now, or where it is told to', () => {
  expect(spanOf({ window: '1h' }, 10 * HOUR)).toEqual({ from: 9.02 * HOUR, to: 10.02 * HOUR })
  expect(spanOf({ window: '1h', until: at(5) }, 10 * HOUR)).toEqual({
    from: 4 * HOUR,
    to: 5 * HOUR,
  })
})

it.each([
  ['back from now', {}, -1, { until: at(97) }],
  ['further back', { until: at(97) }, -1, { until: at(94) }],
  ['forth', { until: at(94) }, 1, { until: at(97) }],
  ['to now', { until: at(97) }, 1, {}],
  ['not beyond now', {}, 1, {}],
] as const)('moves %s', (_, search, by, expected) => {
  expect(moved(search, by, 100 * HOUR)).toEqual(expected)
})

it('leaves out the window that is shown by itself', () => {
  expect(withWindow({ window: '1h', until: at(1) }, '6h')).toEqual({ until: at(1) })
  expect(withWindow({}, '1h')).toEqual({ window: '1h' })
})
