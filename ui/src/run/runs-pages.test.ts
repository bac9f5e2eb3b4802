import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { mergeNewest, type RunsPage } from './runs-pages'

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
  ['none are left', [page('b', null)], page('', null), ''],
])('%s', (_, pages, newest, expected) => {
  expect(idsOf(mergeNewest(pages, newest))).toBe(expected)
})

it('goes on from the end of what was loaded', () => {
  expect(mergeNewest([page('cb', 'b'), page('a', '9')], page('dc', 'c')).at(-1)?.before).toBe('9')
})
