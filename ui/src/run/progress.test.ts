import { describe, expect, it } from 'vitest'
import { criticalPath } from './critical-path'
import { merged, rowsOf, worst } from './gantt/rows'
import { groupOf, Progress } from './progress'
import type { LogEvent } from './log/event-look'

function planned(key: string, upstream: string[] = [], isTemplate = false) {
  return { key, kind: 'OP' as const, isTemplate, partitions: [], upstream, reusedFrom: null }
}

function progress(...steps: ReturnType<typeof planned>[]): Progress {
  return new Progress({
    plan: { stepCount: 0, steps: { steps, after: null } },
    steps: { steps: [], after: null },
  })
}

function event(second: number, kind: string, step: string, text = ''): LogEvent {
  const time = new Date(second * 1000).toISOString()
  return { position: second, time, kind, step, text }
}

const chain = () => progress(planned('a'), planned('b'), planned('c', ['a', 'b']))
const ran = [
  event(1, 'StepStarted', 'a'),
  event(1, 'StepStarted', 'b'),
  event(2, 'StepSucceeded', 'a'),
  event(3, 'StepWaitingToRetry', 'b', 'attempt 1 failed'),
  event(4, 'StepRestarted', 'b'),
  event(6, 'StepSucceeded', 'b'),
  event(7, 'StepStarted', 'c'),
  event(9, 'StepFailed', 'c', 'failed: Oops'),
]

describe('Progress', () => {
  it('tells attempts, waiting and outcomes from events', () => {
    const it = chain()
    expect(it.apply(ran)).toBe(true)
    const b = it.steps.get('b')!
    expect(b.attempts).toEqual([
      { from: 1000, to: 3000, isFailed: true },
      { from: 4000, to: 6000, isFailed: false },
    ])
    const c = it.steps.get('c')!
    expect([c.status, c.reason, it.readyAt(c, 500)]).toEqual(['FAILED', 'failed: Oops', 6000])
  })

  it('keeps a stored outcome while older events are read', () => {
    const stored = { key: 'a', status: 'SUCCEEDED' as const, attempt: 1, reason: '', origin: null }
    const it = new Progress({
      plan: null,
      steps: { steps: [{ ...stored, began: '1970-01-01T00:00:01Z', ended: null }], after: null },
    })
    it.apply([event(1, 'StepStarted', 'a')])
    expect(it.steps.get('a')!.status).toBe('SUCCEEDED')
  })

  it('knows what the branches of a fan-out wait for', () => {
    const it = progress(
      planned('list'),
      planned('load[?]', ['list'], true),
      planned('sum[?]', ['load[?]'], true),
      planned('end', ['sum[?]']),
    )
    it.apply(
      ['x', 'y'].flatMap((key) => [
        event(1, 'StepStarted', `load[${key}]`),
        event(2, 'StepStarted', `sum[${key}]`),
      ]),
    )
    const upstream = (key: string) => it.upstreamOf(it.steps.get(key)!).map((step) => step.key)
    expect(upstream('load[x]')).toEqual(['list'])
    expect(upstream('sum[y]')).toEqual(['load[y]'])
    expect(upstream('end')).toEqual(['sum[x]', 'sum[y]'])
  })
})

it('finds the critical path', () => {
  const it = chain()
  it.apply(ran)
  expect(criticalPath(it).map((step) => step.key)).toEqual(['b', 'c'])
  expect(criticalPath(chain())).toEqual([])
})

describe('rowsOf', () => {
  const steps = [
    ...progress(
      planned('a'),
      planned('b[1]'),
      planned('b[2]'),
      ...Array.from({ length: 9 }, (_, i) => planned(`c[${i}]`)),
    ).steps.values(),
  ]
  const keys = (filter: Partial<Parameters<typeof rowsOf>[1]>) =>
    rowsOf(steps, { text: '', toggled: new Set(), ...filter }).map((row) => row.key)
  it.each([
    ['folds large groups', {}, ['a', 'b', 'b[1]', 'b[2]', 'c']],
    ['folds and opens what was toggled', { toggled: new Set(['b', 'a']) }, ['a', 'b', 'c']],
    ['finds by name', { text: 'B[2' }, ['b[2]']],
    ['shows only some', { only: new Set(['a', 'c[0]', 'c[1]']) }, ['a', 'c', 'c[0]', 'c[1]']],
  ])('%s', (_, filter, expected) => {
    expect(keys(filter)).toEqual(expected)
  })

  it('tells the state most worth knowing', () => {
    const it = chain()
    it.apply(ran)
    expect(worst([...it.steps.values()])).toBe('FAILED')
    expect(groupOf('raw/flights.row_count[2001-01-01]')).toBe('raw/flights.row_count')
  })

  it('merges spans that are close', () => {
    const spans = [
      { from: 5, to: 6 },
      { from: 0, to: 2 },
      { from: 1, to: 3 },
      { from: 3.5, to: 4 },
    ]
    expect(merged(spans, 0.6)).toEqual([
      { from: 0, to: 4 },
      { from: 5, to: 6 },
    ])
  })
})
