import { expect, it } from 'vitest'
import type { StepFacts } from '../progress'
import { spansOf } from './bars'

const step: StepFacts = {
  key: 'a',
  kind: 'OP',
  order: 0,
  status: 'SUCCEEDED',
  reason: '',
  origin: null,
  upstream: [],
  began: 10,
  ended: 40,
  attempts: [],
}

it.each<[string, Partial<StepFacts>, number | null, [number, number, string][]]>([
  ['only what is stored', {}, null, [[10, 40, 'ok']]],
  [
    'waiting before it',
    {},
    4,
    [
      [4, 10, 'wait'],
      [10, 40, 'ok'],
    ],
  ],
  ['one that runs', { status: 'RUNNING', ended: null }, null, [[10, 99, 'run']]],
  ['one that never began', { status: 'ABANDONED', began: null, ended: 40 }, 4, []],
  [
    'attempts',
    {
      attempts: [
        { from: 10, to: 20, isFailed: true },
        { from: 30, to: 40, isFailed: false },
      ],
    },
    10,
    [
      [10, 20, 'failed'],
      [20, 30, 'wait'],
      [30, 40, 'ok'],
    ],
  ],
])('draws %s', (_, part, ready, expected) => {
  expect(spansOf({ ...step, ...part }, ready, 99).map((it) => [it.from, it.to, it.look])).toEqual(
    expected,
  )
})
