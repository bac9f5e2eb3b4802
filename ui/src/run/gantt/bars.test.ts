import { expect, it } from 'vitest'
import { duration } from '@/shared/time/format'
import { Progress, type StepFacts } from '../progress'
import { spansOf, totalOf } from './bars'

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

it('S48.7: draws each attempt by the times of its events, and tells the total', () => {
  const progress = new Progress({ plan: null, steps: { steps: [], after: null } })
  const events: [number, string][] = [
    [2, 'StepStarted'],
    [5, 'StepWaitingToRetry'],
    [9, 'StepRestarted'],
    [10, 'StepWaitingToRetry'],
    [12, 'StepRestarted'],
    [20, 'StepSucceeded'],
  ]
  progress.apply(
    events.map(([second, kind]) => {
      const time = new Date(second * 1000).toISOString()
      return { position: second, time, kind, step: 'a', text: '' }
    }),
  )
  const ran = progress.steps.get('a')!
  expect(spansOf(ran, null, 99_000).map((it) => [it.from, it.to, it.look])).toEqual([
    [2_000, 5_000, 'failed'],
    [5_000, 9_000, 'wait'],
    [9_000, 10_000, 'failed'],
    [10_000, 12_000, 'wait'],
    [12_000, 20_000, 'ok'],
  ])
  expect(totalOf(ran)).toBe(`${duration(18_000)}, 3 attempts`)
})
