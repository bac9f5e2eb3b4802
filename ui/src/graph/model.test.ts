import { describe, expect, it } from 'vitest'
import { allBoxes, boxId, edgeKey, lighting, reach, seen, type Item } from './model'

const item = (id: string, ...path: string[]): Item => ({
  id,
  path,
  tone: id === 'c' ? 'bad' : 'ok',
})
const items = [item('a', 'raw'), item('b', 'raw'), item('c', 'marts', 'eu'), item('d')]
const edges = [
  { from: 'a', to: 'b' },
  { from: 'a', to: 'c' },
  { from: 'b', to: 'c' },
  { from: 'c', to: 'd' },
]
const [raw, marts, eu] = [boxId(['raw']), boxId(['marts']), boxId(['marts', 'eu'])]

describe('what is seen', () => {
  it('has a closed box stand for all within it, with its counts and edges', () => {
    const view = seen(items, edges, new Set())
    expect(view.items.map((it) => it.id)).toEqual(['d'])
    expect(view.boxes.map((it) => [it.name, it.count, it.isOpen])).toEqual([
      ['raw', 2, false],
      ['marts', 1, false],
    ])
    expect(view.boxes[1]?.tones.get('bad')).toBe(1)
    expect(view.edges).toEqual([
      { from: raw, to: marts, count: 2 },
      { from: marts, to: 'd', count: 1 },
    ])
  })

  it('opens boxes in place, one within another', () => {
    const view = seen(items, edges, new Set([raw, marts]))
    expect(view.items.map((it) => it.id)).toEqual(['a', 'b', 'd'])
    expect(view.parents.get('a')).toBe(raw)
    expect(view.parents.get(eu)).toBe(marts)
    expect(view.edges.map((it) => [it.from, it.to])).toEqual([
      ['a', 'b'],
      ['a', eu],
      ['b', eu],
      [eu, 'd'],
    ])
  })

  it('shows everything when all are open', () => {
    const view = seen(items, edges, new Set(allBoxes(items)))
    expect(view.items).toHaveLength(4)
    expect(view.edges).toHaveLength(4)
  })
})

it('lights a path through boxes that are closed, and only what they stand for of it', () => {
  const more = [...items, item('e', 'raw'), item('f', 'rest')]
  const all = [...edges, { from: 'e', to: 'f' }, { from: 'e', to: 'd' }]
  const { standsFor } = seen(more, all, new Set([raw]))
  const light = lighting(new Set(['b', 'c', 'd']), all, standsFor)
  expect([...light.parts].sort()).toEqual(['b', marts, 'd'].sort())
  expect([...light.edges]).toEqual([
    edgeKey({ from: 'b', to: marts }),
    edgeKey({ from: marts, to: 'd' }),
  ])
})

it.each([
  ['b', 'up', ['a', 'b']],
  ['b', 'down', ['b', 'c', 'd']],
  ['d', 'down', ['d']],
] as const)('reaches from %s %s', (start, direction, expected) => {
  expect([...reach(start, edges, direction)].sort()).toEqual(expected)
})
