import ELK from 'elkjs/lib/elk.bundled.js'
import { expect, it } from 'vitest'
import { absolute, bendsOf, layoutInput, lineBy, placesOf, plainPlaces } from './layout'
import { boxId, seen, type Item } from './model'

const item = (id: string, ...path: string[]): Item => ({ id, path, tone: 'ok' })
const raw = boxId(['raw'])

it('asks for boxes with what is within them, and closed ones as one card', () => {
  const items = [item('a', 'raw'), item('b', 'raw'), item('c', 'marts')]
  const view = seen(items, [{ from: 'a', to: 'c' }], new Set([raw]))
  const input = layoutInput(view)
  expect(input.children?.map((it) => [it.id, it.children?.map((inner) => inner.id)])).toEqual([
    [raw, ['a', 'b']],
    [boxId(['marts']), undefined],
  ])
  expect(input.edges?.[0]).toMatchObject({ sources: ['a'], targets: [boxId(['marts'])] })
})

it('gives places within boxes, and in the whole picture', () => {
  const size = { width: 10, height: 10 }
  const inner = { id: 'a', x: 5, y: 6, ...size }
  const places = placesOf({
    id: 'root',
    children: [{ id: raw, x: 100, y: 200, width: 50, height: 50, children: [inner] }],
  })
  expect(places.get('a')).toEqual({ x: 5, y: 6, ...size })
  expect(absolute(places, new Map([['a', raw]])).get('a')).toMatchObject({ x: 105, y: 206 })
})

it('draws an edge by its bends, with round corners', () => {
  const at = (x: number, y: number) => ({ x, y })
  const section = { id: 's', startPoint: at(0, 0), bendPoints: [at(20, 0)], endPoint: at(20, 40) }
  const edge = { id: 'e3', sources: ['a'], targets: ['b'], sections: [section] }
  const points = bendsOf({ id: 'root', edges: [edge] }).get(3) ?? []
  expect(lineBy(points)).toBe('M0 0L12 0Q20 0 20 8L20 40')
  expect(lineBy([])).toBe('')
})

it('lays both ways between two out as one, and of too many those that stand for the most', () => {
  const items = Array.from({ length: 60 }, (_, i) => item(`i${i}`, `g${i}`))
  const edges = items.flatMap((a, i) =>
    items.filter((b) => a !== b).map((b) => ({ from: a.id, to: b.id, i })),
  )
  const heavy = Array.from({ length: 9 }, () => ({ from: 'i58', to: 'i59' }))
  const input = layoutInput(seen(items, [...edges, ...heavy], new Set()))
  expect(input.edges).toHaveLength(160)
  const ends = input.edges?.map((it) => [it.sources[0], it.targets[0]].sort().join(' ')) ?? []
  expect(new Set(ends).size).toBe(160)
  expect(ends).toContain(`${boxId(['g58'])} ${boxId(['g59'])}`)
  expect(input.layoutOptions).not.toHaveProperty(['elk.hierarchyHandling'])
})

it('has places without a layout, none upon another', () => {
  const items = [item('a', 'raw'), item('b', 'raw'), item('c', 'marts'), item('d', 'more')]
  const view = seen(items, [], new Set([raw]))
  const whole = [...absolute(plainPlaces(view), view.parents)].filter(([id]) => id !== raw)
  expect(whole).toHaveLength(4)
  for (const [one, p] of whole) {
    for (const [other, q] of whole) {
      const isApart =
        p.x + p.width <= q.x ||
        q.x + q.width <= p.x ||
        p.y + p.height <= q.y ||
        q.y + q.height <= p.y
      expect(one === other || isApart).toBe(true)
    }
  }
})

it('S46.6: gives the same places to the same graph, whatever its states', async () => {
  const draw = async (tone: Item['tone']) => {
    const items = Array.from({ length: 15 }, (_, i) => ({ ...item(`i${i}`, `g${i % 5}`), tone }))
    const edges = items.flatMap((it, i) => [
      { from: it.id, to: `i${(i * 7 + 3) % 15}` },
      { from: it.id, to: `i${(i * 11 + 5) % 15}` },
    ])
    const view = seen(items, edges, new Set([boxId(['g1']), boxId(['g3'])]))
    const answer = await new ELK().layout(layoutInput(view))
    return { places: [...placesOf(answer)], bends: [...bendsOf(answer)] }
  }
  const first = await draw('ok')
  expect(first.places).toHaveLength(11)
  expect(first.bends.length).toBeGreaterThan(0)
  expect(await draw('bad')).toEqual(first)
})
