import { expect, it } from 'vitest'
import { filterOf, parseRunsSearch, parseTag } from './runs-search'

it.each([
  [{}, {}],
  [{ status: 'failed' }, { status: ['FAILED'] }],
  [{ status: ['FAILED', 'QUEUED,FAILED'] }, { status: ['FAILED', 'QUEUED'] }],
  [{ status: 'BROKEN' }, {}],
  [
    { job: ' daily ', tag: 'team=data' },
    { job: 'daily', tag: ['team=data'] },
  ],
  [{ tag: ['nonsense', 'a=1', 'a=1'] }, { tag: ['a=1'] }],
  [{ job: '', root: 7 }, {}],
  [
    { location: 'l', partition: '2001-01-05', text: ' timeout ', id: '01A2' },
    { location: 'l', partition: '2001-01-05', text: 'timeout', id: '01A2' },
  ],
  [{ since: '24h', from: '2026-01-01T00:00:00Z' }, { since: '24h' }],
  [
    { since: '3y', from: 'then', to: '2026-01-01T01:00:00+01:00' },
    { to: '2026-01-01T00:00:00.000Z' },
  ],
])('reads %o', (raw, expected) => {
  expect(parseRunsSearch(raw)).toEqual(expected)
})

it('makes the filter of the API', () => {
  expect(filterOf({ status: ['FAILED'], job: 'daily', tag: ['a=b=c'] }, 0)).toEqual({
    statuses: ['FAILED'],
    job: 'daily',
    tags: [{ key: 'a', value: 'b=c' }],
  })
  expect(filterOf({}, 0)).toEqual({ statuses: [], tags: [] })
  expect(
    filterOf({ location: 'l', partition: 'p', text: 't', id: 'A', since: '1h' }, 7_200_000),
  ).toEqual({
    statuses: [],
    tags: [],
    location: 'l',
    partitions: 'p',
    text: 't',
    idPrefix: 'a',
    created: { from: '1970-01-01T01:00:00.000Z' },
  })
  expect(filterOf({ to: '2026-01-01T00:00:00.000Z' }, 0).created).toEqual({
    to: '2026-01-01T00:00:00.000Z',
  })
})

it.each([
  ['a=1', { key: 'a', value: '1' }],
  ['dagwerk/backfill=x', { key: 'dagwerk/backfill', value: 'x' }],
  ['=1', undefined],
  ['a=', undefined],
  ['a', undefined],
])('reads the tag %s', (text, tag) => {
  expect(parseTag(text)).toEqual(tag)
})
