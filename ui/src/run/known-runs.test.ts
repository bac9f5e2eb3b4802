import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { hasOlderActive, layAll, staleCursor, type Part, type RunsPage } from './known-runs'

/** `dC-c`: d has ended, C goes on, older ones come after the cursor c; without `-` there are none. */
function page(text: string): RunsPage {
  const [ids = '', before] = text.split('-')
  const runs = Array.from(ids).map((it) => {
    const id = it.toLowerCase()
    return { id, status: id === it ? 'FAILED' : 'STARTED' } as RunRow
  })
  return { runs, before: before ?? null }
}

/** `3 under e: dc-c`, `2: fe-e` or `4 active: C`. */
function part(text: string): Part {
  const [head = '', runs = ''] = text.split(': ')
  const [at, type, under] = head.split(' ')
  const known = { at: Number(at), page: page(runs) }
  if (type === 'active') return { ...known, type }
  return { ...known, type: 'page', under: under ?? null }
}

function shown(known: RunsPage | undefined): string | undefined {
  if (!known) return undefined
  const ids = known.runs.map(({ id, status }) => (status === 'FAILED' ? id : id.toUpperCase()))
  return ids.join('') + (known.before === null ? '' : `-${known.before}`)
}

it.each([
  ['nothing is known', [], undefined],
  ['one page', ['1: cb-b'], 'cb-b'],
  ['a page and what is older', ['1: cb-b', '2 under b: a'], 'cba'],
  ['a new run comes first', ['1: cb-b', '2 under b: a', '3: dc-c'], 'dcba'],
  [
    'it goes on from the end of what was loaded',
    ['1: cb-b', '2 under b: a-a', '3: dc-c'],
    'dcba-a',
  ],
  ['one that left the filter is gone', ['1: dcb-b', '2 under b: a', '3: db-b'], 'dba'],
  ['a gap begins anew', ['1: cb-b', '2: zy-y'], 'zy-y'],
  ['all fit on one page', ['1: b', '2: cb'], 'cb'],
  ['the oldest left the filter', ['1: cb-b', '2 under b: a', '3: cb'], 'cb'],
  ['none are left', ['1: b', '2: '], ''],
  ['what goes on is told apart', ['1: FE-e', '2 under e: DC', '3 active: FEC'], 'FEDC'],
  ['what ended is told', ['1: FE-e', '2 under e: DC', '3: Fe-e'], 'FeDC'],
  ['told while an older page is asked for', ['1: cb-b', '3: dc-c', '2 under b: a'], 'dcba'],
  ['an answer that was under way', ['1: CB-b', '3: cB-b', '2: CB-b'], 'cB-b'],
  ['an older page that was under way', ['1: fE-e', '3 under e: dc', '2 under e: DC'], 'fEdc'],
  ['an answer asked for after it was told', ['1: CB-b', '2: CB-b', '3: cb-b'], 'cb-b'],
  ['an answer that leaves a gap', ['1: zy-y', '2 under b: a'], 'zy-y'],
  ['the same again', ['1: fe-e', '2 under e: dc-c', '3 under e: dc-c'], 'fedc-c'],
  ['further than was loaded', ['1: fe-e', '2 under e: dc-c', '3 under d: cba-a'], 'fedcba-a'],
  ['nothing older', ['1: fe-e', '2 under e: dcb-b', '3 under d: c'], 'fedc'],
  ['nothing older at all', ['1: fe-e', '2 under e: dcb-b', '3 under e: '], 'fe'],
])('%s', (_, parts, expected) => {
  expect(shown(layAll(undefined, parts.map(part)))).toBe(expected)
  // In whichever order they come.
  expect(shown(layAll(undefined, parts.map(part).reverse()))).toBe(expected)
})

it.each([
  ['none goes on', 'fedcba', '', undefined],
  ['one on the newest page', 'Fedcba', '', undefined],
  ['the first of the older ones', 'feDcba', '', 'e'],
  ['a further one', 'fedCBa', '', 'd'],
  ['one that is told of is known', 'feDcBa', 'D', 'c'],
  ['all that go on are told of', 'feDCba', 'DC', undefined],
  ['nothing is known of what is older', 'fedCBa', 'D-d', undefined],
])('asks again: %s', (_, known, active, cursor) => {
  expect(staleCursor(page(known), page('fe-e'), page(active))).toBe(cursor)
})

it.each([
  ['feDc', 'fe-e', true],
  ['Fedc', 'fe-e', false],
  ['feDc', 'feDc', false],
])('of %s, of which %s are told, older ones go on: %s', (known, newest, expected) => {
  expect(hasOlderActive(page(known), page(newest))).toBe(expected)
})
