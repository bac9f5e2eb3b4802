import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { createdIn, lanesOf, withTold, worstOf, type TimelineRow } from './lanes'

const time = (millis: number) => new Date(millis).toISOString()

/** A run that was created, started and ended then; `null` where it did not. */
function run(
  id: string,
  created: number,
  started: number | null,
  ended: number | null,
  more: Partial<RunRow> = {},
): RunRow {
  return {
    id,
    job: 'daily',
    location: 'l',
    status: ended === null ? 'STARTED' : 'SUCCEEDED',
    created: time(created),
    started: started === null ? null : time(started),
    ended: ended === null ? null : time(ended),
    ...more,
  } as RunRow
}

const row = (runs: RunRow[], more: Partial<TimelineRow> = {}): TimelineRow => ({
  job: 'daily',
  location: 'l',
  leftOut: 0,
  runs,
  ...more,
})
/** A pixel for each millisecond. */
const scale = { from: 1000, to: 2000, width: 1000 }

function drawn(runs: RunRow[]): string[] {
  const [lane] = lanesOf([row(runs)], scale, 1900)
  return (lane?.items ?? []).map(
    (it) =>
      `${it.track}: ${it.runs.map((one) => one.id).join('')} ${it.left}-${it.began}-${it.right}`,
  )
}

it.each<[string, RunRow[], string[]]>([
  ['waiting apart', [run('a', 1100, 1150, 1300)], ['0: a 100-150-300']],
  ['what goes on until now', [run('a', 1100, 1150, null)], ['0: a 100-150-900']],
  ['what only waits', [run('a', 1100, null, null)], ['0: a 100-900-900']],
  ['what began before', [run('a', 500, 600, 1300)], ['0: a 0-0-300']],
  ['what ends after', [run('a', 1500, 1600, 9000)], ['0: a 500-600-1000']],
  ['a short one wide enough to be met', [run('a', 1100, 1101, 1102)], ['0: a 100-100-109']],
  ['what begins at the end within', [run('a', 1999, 1999, 2000)], ['0: a 991-991-1000']],
  [
    'several at the end within',
    [run('b', 1996, 1996, 1997), run('a', 1995, 1995, 1996)],
    ['0: ba 960-960-982'],
  ],
  ['nothing outside', [run('a', 100, 200, 900), run('b', 2001, 2002, 2003)], []],
  [
    'one after the other on one track',
    [run('b', 1500, 1500, 1600), run('a', 1100, 1100, 1300)],
    ['0: a 100-100-300', '0: b 500-500-600'],
  ],
  [
    'at the same time on two',
    [run('b', 1200, 1200, 1600), run('a', 1100, 1100, 1300)],
    ['0: a 100-100-300', '1: b 200-200-600'],
  ],
  [
    'short ones beside a long one, which does not swallow them',
    [run('c', 1205, 1205, 1206), run('b', 1200, 1200, 1201), run('a', 1100, 1100, 1900)],
    ['0: a 100-100-900', '1: cb 192-192-214'],
  ],
  [
    'what finds no track as one',
    Array.from('abcdef', (id, i) => run(id, 1100 + i, 1100 + i, 1500)).reverse(),
    ['0: a 100-100-500', '1: b 101-101-500', '2: c 102-102-500', '3: fed 103-103-500'],
  ],
])('draws %s', (_, runs, expected) => {
  expect(drawn(runs)).toEqual(expected)
})

it('puts failing jobs first, then those that run', () => {
  const rows = ['a', 'b', 'c'].map((job) =>
    row(
      [run('1', 1100, 1100, job === 'b' ? null : 1200, job === 'c' ? { status: 'FAILED' } : {})],
      {
        job,
      },
    ),
  )
  expect(lanesOf(rows, scale, 1900).map((it) => it.job)).toEqual(['c', 'b', 'a'])
  expect(lanesOf([row([])], scale, 1900)).toEqual([])
})

it.each<[string, TimelineRow[], RunRow[], string[]]>([
  ['nothing', [row([run('a', 1100, 1100, null)])], [], ['daily a STARTED']],
  [
    'an end',
    [row([run('a', 1100, 1100, null)])],
    [run('a', 1100, 1100, 1200)],
    ['daily a SUCCEEDED'],
  ],
  [
    'a new run',
    [row([run('a', 1100, 1100, 1200)])],
    [run('b', 1300, null, null)],
    ['daily b STARTED a SUCCEEDED'],
  ],
  ['a new job', [], [run('b', 1300, null, null, { job: 'x' })], ['x b STARTED']],
  ['one of another time', [], [run('b', 2300, null, null)], []],
  [
    'one that was left out',
    [row([run('b', 1100, 1100, 1200)], { leftOut: 3 })],
    [run('a', 1050, 1050, 1200)],
    ['daily b SUCCEEDED'],
  ],
])('takes what is told: %s', (_, rows, told, expected) => {
  const laid = withTold(rows, told, scale)
  expect(
    laid.map((it) => [it.job, ...it.runs.map((one) => `${one.id} ${one.status}`)].join(' ')),
  ).toEqual(expected)
})

it('tells the worst of several and when they were created', () => {
  const runs = [run('b', 1500, null, null), run('a', 1100, 1100, 1200, { status: 'FAILED' })]
  expect(worstOf(runs)).toBe('FAILED')
  expect(createdIn(runs)).toEqual({ from: time(1100), to: time(1501) })
})
