import { expect, it } from 'vitest'
import { rangeTo } from './partition-picker'
import { planGraph } from './plan-graph'

const step = (key: string, upstream: string[] = [], reusedFrom: string | null = null) => ({
  key,
  kind: 'OP',
  isTemplate: key.includes('[?]'),
  upstream,
  reusedFrom,
})

it('has steps of one name as one card', () => {
  const { items, edges } = planGraph([
    step('load', [], 'r'),
    step('day[1]', ['load']),
    step('day[2]', ['load', 'day[1]']),
    step('each[?]', ['day[1]', 'gone']),
  ])
  expect(items.map((it) => [it.id, it.face.detail, it.tone])).toEqual([
    ['load', 'reused', 'ok'],
    ['day', '2 steps', 'none'],
    ['each', 'for each element', 'none'],
  ])
  expect(edges).toEqual([
    { from: 'load', to: 'day' },
    { from: 'day', to: 'each' },
  ])
})

it.each([
  ['', 'b', 'b'],
  ['b', 'd', 'b...d'],
  ['c', 'a', 'a...c'],
  ['b...c', 'd', 'b...d'],
  ['a, b', 'd', 'd'],
  ['b', 'b', 'b'],
])('from "%s" to %s it is %s', (value, key, range) => {
  expect(rangeTo(value, key)).toBe(range)
})
