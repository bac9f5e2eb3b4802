import { describe, expect, it } from 'vitest'
import { edgesOf, graphOf, MOST_CARDS, openAtFirst, openWithin, type Columns } from './lineage'
import { parseLineageSearch } from './lineage-search'

const columns: Columns = {
  keys: ['raw/orders', 'revenue'],
  states: ['MATERIALIZED', 'FAILED'],
  groupNames: ['raw', 'marts'],
  groups: [0, 1],
  locationNames: ['shop'],
  locations: [0, 0],
  kindSets: [['csv'], []],
  kinds: [0, 1],
  from: [0],
  to: [1],
}

describe('the graph of the columns', () => {
  const graph = graphOf(columns, edgesOf(columns))

  it('has an item for each asset, with its state, and an edge for each that is read', () => {
    expect(
      graph.items.map((it) => [it.id, it.path, it.tone, it.face.title, it.face.detail]),
    ).toEqual([
      ['raw/orders', ['raw'], 'ok', 'orders', 'raw'],
      ['revenue', ['marts'], 'bad', 'revenue', 'shop'],
    ])
    expect(graph.edges).toEqual([{ from: 'raw/orders', to: 'revenue' }])
    expect(graph.counts.get('FAILED')).toBe(1)
  })

  it('opens groups as long as there is room, and names the one for which there is none', () => {
    const of = (group: string, count: number) =>
      Array.from({ length: count }, () => ({ ...graph.items[0]!, group }))
    const items = [...of('small', 10), ...of('vast', MOST_CARDS), ...of('', 5)]
    expect(openWithin(items, [])).toEqual({ open: [], refused: undefined })
    expect(openWithin(items, ['small', 'gone', ''])).toEqual({
      open: ['small', ''],
      refused: undefined,
    })
    expect(openWithin(items, ['small', 'vast', ''])).toEqual({
      open: ['small', ''],
      refused: 'vast',
    })
    expect(openAtFirst(graph)).toEqual([])
    expect(openAtFirst({ ...graph, groups: ['raw'] })).toEqual(['raw'])
  })
})

it.each([
  [{}, {}],
  [
    { select: ' +a ', node: 'a', view: 'all', open: 'raw' },
    { select: ' +a ', node: 'a', view: 'all', open: ['raw'] },
  ],
  [{ select: '', view: 'some', open: ['a', 3, ''] }, { open: ['a', ''] }],
])('reads the address %j', (raw, search) => {
  expect(parseLineageSearch(raw)).toEqual(search)
})
