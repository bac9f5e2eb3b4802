import { expect, it } from 'vitest'
import { stepDeltas, summaryOf, tagChanges, type ComparedRun, type StepPair } from './comparison'

const runOf = (tags: Record<string, string>): ComparedRun =>
  ({ tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }) as ComparedRun

const step = (millis: number | null, status = 'SUCCEEDED') => ({
  status,
  attempt: 1,
  began: '2026-01-01T00:00:00.000Z',
  ended:
    millis === null ? null : new Date(Date.parse('2026-01-01T00:00:00Z') + millis).toISOString(),
})

const pair = (key: string, left: object | null, right: object | null): StepPair =>
  ({ key, left, right }) as StepPair

it.each([
  ['the same', pair('a', step(1000), step(1050)), ['a', 'same', 50]],
  ['little in percent', pair('a', step(100_000), step(110_000)), ['a', 'same', 10_000]],
  ['slower', pair('a', step(1000), step(3000)), ['a', 'slower', 2000]],
  ['faster', pair('a', step(3000), step(1000)), ['a', 'faster', -2000]],
  ['another end', pair('a', step(1000), step(1000, 'FAILED')), ['a', 'changed', 0]],
  ['only at the right', pair('a', null, step(1)), ['a', 'added', null]],
  ['only at the left', pair('a', step(1), null), ['a', 'removed', null]],
  ['one that runs', pair('a', step(null), step(1)), ['a', 'same', null]],
])('tells a step: %s', (_, one, expected) => {
  const [delta] = stepDeltas(runOf({}), runOf({}), [one])
  expect([delta?.name, delta?.kind, delta?.delta]).toEqual(expected)
})

it('sets steps beside each other that are of the partition of their run', () => {
  const [left, right] = ['1', '2'].map((it) => runOf({ 'dagwerk/partitions': it }))
  const deltas = stepDeltas(left!, right!, [
    pair('a[1]', step(1000), null),
    pair('a[2]', null, step(5000)),
    pair('b[3]', step(1), step(1)),
  ])
  expect(deltas.map((it) => [it.name, it.kind, it.delta])).toEqual([
    ['a', 'slower', 4000],
    ['b[3]', 'same', 0],
  ])
})

it.each<[string, string, string, StepPair[], string[]]>([
  [
    'a backfill and one of its partitions',
    '01-01...01-07',
    '01-01',
    [pair('a[01-01]', step(1), step(1)), pair('a[01-02]', step(1), null)],
    ['a[01-02] removed', 'a[01-01] same'],
  ],
  [
    'a key that is written in quotation marks',
    '"a,\\"b"',
    '2',
    [pair('x[a,"b]', step(1), null), pair('x[2]', null, step(1))],
    ['x same'],
  ],
  [
    'an element that is named as the partition',
    '1',
    '2',
    [
      pair('x[1]', step(1), step(1)),
      pair('x[2]', step(1), step(1, 'FAILED')),
      pair('x', step(1), null),
    ],
    ['x[2] changed', 'x removed', 'x[1] same'],
  ],
  [
    'several partitions',
    '1,2',
    '3',
    [pair('x[1]', step(1), null), pair('x[3]', null, step(1))],
    ['x[1] removed', 'x[3] added'],
  ],
])('takes no step for another: %s', (_, left, right, pairs, expected) => {
  const [before, after] = [left, right].map((it) => runOf({ 'dagwerk/partitions': it }))
  const deltas = stepDeltas(before!, after!, pairs)
  expect(deltas.map((it) => `${it.name} ${it.kind}`)).toEqual(expected)
})

it('puts first what matters most', () => {
  const deltas = stepDeltas(runOf({}), runOf({}), [
    pair('same', step(1), step(1)),
    pair('slower', step(1000), step(2000)),
    pair('faster', step(9000), step(1000)),
    pair('new', null, step(1)),
    pair('failed', step(1), step(1, 'FAILED')),
  ])
  expect(deltas.map((it) => it.name)).toEqual(['failed', 'new', 'faster', 'slower', 'same'])
  expect(summaryOf(deltas)).toBe('1 came to another end, 1 only at the right, 1 slower, 1 faster')
  expect(summaryOf(deltas.slice(-1))).toBeUndefined()
})

it('tells tags that are not the same', () => {
  expect(tagChanges(runOf({ a: '1', b: '1', c: '1' }), runOf({ a: '1', b: '2', d: '1' }))).toEqual([
    { key: 'b', left: '1', right: '2' },
    { key: 'c', left: '1', right: undefined },
    { key: 'd', left: undefined, right: '1' },
  ])
})
