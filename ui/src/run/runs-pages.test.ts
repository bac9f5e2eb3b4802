import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { mergeNewest, mergeOlder, patchOlder, staleCursor, type RunsPage } from './runs-pages'

function page(ids: string, before: string | null): RunsPage {
  return { runs: Array.from(ids).map((id) => ({ id, job: 'daily' }) as RunRow), before }
}

function idsOf(pages: RunsPage[]): string {
  return pages.map((it) => it.runs.map((run) => run.id).join('')).join('|')
}

it.each([
  ['a new run comes first', [page('cb', 'b'), page('a', null)], page('dc', 'c'), 'dc|ba'],
  ['nothing new', [page('cb', 'b'), page('a', null)], page('cb', 'b'), 'cb|a'],
  [
    'one that left the filter is gone',
    [page('dcb', 'b'), page('a', null)],
    page('db', 'b'),
    'db|a',
  ],
  ['a gap begins anew', [page('cb', 'b')], page('zy', 'y'), 'zy'],
  ['all fit on one page', [page('b', null)], page('cb', null), 'cb'],
  ['the oldest left the filter', [page('cb', 'b'), page('a', null)], page('cb', null), 'cb'],
  ['none are left', [page('b', null)], page('', null), ''],
])('%s', (_, pages, newest, expected) => {
  expect(idsOf(mergeNewest(pages, newest))).toBe(expected)
})

it('goes on from the end of what was loaded', () => {
  expect(mergeNewest([page('cb', 'b'), page('a', '9')], page('dc', 'c')).at(-1)?.before).toBe('9')
})

function live(pages: RunsPage[], ids: string): RunsPage[] {
  const statusOf = (id: string) => (ids.includes(id) ? 'STARTED' : 'FAILED')
  return pages.map((it) => ({
    ...it,
    runs: it.runs.map((run) => ({ ...run, status: statusOf(run.id) })),
  }))
}

it.each([
  ['none goes on', '', page('', null), undefined],
  ['one on the newest page', 'f', page('', null), undefined],
  ['the first of the older ones', 'cb', page('', null), 'd'],
  ['the first after the newest page', 'd', page('f', null), 'e'],
  ['one that is told of is known', 'dcb', page('db', null), 'd'],
  ['all that go on are told of', 'cb', page('cb', null), undefined],
  ['nothing is known of what is older', 'cb', page('d', 'd'), undefined],
])('asks again: %s', (_, ids, active, cursor) => {
  const pages = live([page('fe', 'e'), page('dc', 'c'), page('ba', null)], ids)
  expect(staleCursor(pages, active)).toBe(cursor)
})

it('lays what is told of runs that go on over the older ones', () => {
  const pages = patchOlder(live([page('fe', 'e'), page('dc', null)], 'fedc'), {
    runs: [{ id: 'c', status: 'CANCELING' } as RunRow],
    before: null,
  })
  expect(pages.map((it) => it.runs.map((run) => run.status))).toEqual([
    ['STARTED', 'STARTED'],
    ['STARTED', 'CANCELING'],
  ])
})

const loaded = [page('fe', 'e'), page('dc', 'c'), page('b', 'b')]

it.each([
  ['the same', 'e', page('dc', 'c'), 'fe|dcb', 'b'],
  ['one left the filter', 'e', page('cb', 'b'), 'fe|cb', 'b'],
  ['further than was loaded', 'c', page('ba', 'a'), 'fe|dcba', 'a'],
  ['there is nothing older', 'd', page('c', null), 'fe|dc', null],
  ['nothing is left', 'e', page('', null), 'fe|', null],
])('lays a page over what was loaded: %s', (_, cursor, again, expected, before) => {
  const merged = mergeOlder(loaded, cursor, again)
  expect([idsOf(merged), merged.at(-1)?.before]).toEqual([expected, before])
})
