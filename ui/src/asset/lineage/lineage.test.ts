import { describe, expect, it } from 'vitest'
import { cardsOf, graphOf, openAtFirst, wordsOf, type Columns } from './lineage'
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
  const graph = graphOf(columns)

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

  it('counts the cards that open groups come to', () => {
    expect(cardsOf(graph.items, new Set())).toBe(2)
    expect(cardsOf(graph.items, new Set(['raw']))).toBe(2)
    expect(openAtFirst(graph)).toEqual([])
    expect(openAtFirst({ ...graph, groups: ['raw'] })).toEqual(['raw'])
  })
})

it('offers the words of the columns', () => {
  expect(wordsOf(columns)).toEqual({
    keys: columns.keys,
    groups: ['raw', 'marts'],
    kinds: ['csv'],
    locations: ['shop'],
  })
  expect(wordsOf(undefined).keys).toEqual([])
})

it.each([
  [{}, {}],
  [
    { select: ' +a ', node: 'a', view: 'all', open: 'raw' },
    { select: '+a', node: 'a', view: 'all', open: ['raw'] },
  ],
  [{ select: '', view: 'some', open: ['a', 3, ''] }, { open: ['a', ''] }],
])('reads the address %j', (raw, search) => {
  expect(parseLineageSearch(raw)).toEqual(search)
})
