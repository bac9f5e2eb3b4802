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
])('reads %o', (raw, expected) => {
  expect(parseRunsSearch(raw)).toEqual(expected)
})

it('makes the filter of the API', () => {
  expect(filterOf({ status: ['FAILED'], job: 'daily', tag: ['a=b=c'] })).toEqual({
    statuses: ['FAILED'],
    job: 'daily',
    tags: [{ key: 'a', value: 'b=c' }],
  })
  expect(filterOf({})).toEqual({ statuses: [], tags: [] })
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
