import { expect, it } from 'vitest'
import { facetOf, narrowed, selectionOf, shownSelection, type AssetRow } from './facets'
import { parseAssetSearch, parseAssetsSearch } from './search'

const asset = (key: string, group: string, kinds: string[], owners: string[]) =>
  ({ key, group, kinds, owners }) as unknown as AssetRow
const assets = [
  asset('a', 'raw', ['csv'], ['ann']),
  asset('b', 'raw', ['table', 'csv'], []),
  asset('c', 'mart', ['table'], ['ann']),
]

it('narrows by what is chosen', () => {
  expect(narrowed(assets, { group: 'raw', kind: 'table' }).map((it) => it.key)).toEqual(['b'])
})

it('counts what would be left', () => {
  expect(facetOf(assets, { group: 'raw' }, 'kind')).toEqual([
    { value: 'csv', count: 2 },
    { value: 'table', count: 1 },
  ])
  expect(facetOf(assets, { group: 'raw' }, 'group')).toEqual([
    { value: 'raw', count: 2 },
    { value: 'mart', count: 1 },
  ])
})

it.each([
  ['', '*'],
  [' flights ', 'key:"*flights*"'],
  ['raw/fl', 'key:"*raw/fl*"'],
  ['group:raw', 'group:raw'],
  ['+flights', '+flights'],
])('reads "%s"', (typed, selection) => {
  expect(selectionOf(typed)).toBe(selection)
})

it.each([
  [{}, undefined],
  [{ select: 'fl' }, 'key:"*fl*"'],
  [{ select: 'a+ or b', group: 'marts' }, '(a+ or b) and group:"marts"'],
  [{ kind: 'csv', owner: 'team:sales' }, 'kind:"csv" and owner:"team:sales"'],
  [{ owner: 'the "boss"' }, `owner:'the "boss"'`],
  [{ owner: `'"` }, undefined],
])('says what %o shows', (search, selection) => {
  expect(shownSelection(search)).toBe(selection)
})

it('reads addresses', () => {
  expect(parseAssetsSearch({ select: ' a ', group: '', kind: 3 })).toEqual({ select: ' a ' })
  expect(parseAssetSearch({ tab: 'checks' })).toEqual({ tab: 'checks' })
  expect(parseAssetSearch({ tab: 'nonsense', check: 'fresh' })).toEqual({})
  expect(parseAssetSearch({ tab: 'plots', check: 'fresh' })).toEqual({
    tab: 'plots',
    check: 'fresh',
  })
})
