import { expect, it } from 'vitest'
import type { JobHistoryQuery } from '@/shared/api/generated/graphql'
import { countsOf, lengthsOf, stepLines } from './history'

const rows = (values: (number | null)[], slow: number[] = []) => ({
  series: [{ values, median: 2, p95: 9, slow }],
  isWhole: true,
  isMeasured: true,
})

const answer: JobHistoryQuery = {
  total: {
    ...rows([2, 9, null], [1]),
    points: ['a', 'b', 'c'].map((key) => ({
      key,
      run: key,
      time: '2026-11-27T10:00:00Z',
      codeVersion: 'v',
      isNewCode: false,
    })),
  },
  last: rows([2, 4, null]),
  waiting: rows([0.1, 0.1, null]),
  retries: rows([0, 2, 0]),
  failures: rows([0, 0, 1]),
}

it('plots lengths with their median, what is slow and what failed', () => {
  const data = lengthsOf(answer, 'PARTITION')
  expect(data.series.map((it) => [it.key, it.look])).toEqual([
    ['total', 'solid'],
    ['last', 'dashed'],
    ['waiting', 'dotted'],
  ])
  expect(data.levels).toEqual([
    { name: 'median', value: 2 },
    { name: 'p95', value: 9 },
  ])
  expect([[...data.flags.slow], [...data.flags.failed]]).toEqual([[1], [2]])
})

it('has no line of its own for last attempts that were the only ones', () => {
  const data = lengthsOf({ ...answer, last: rows([2, 9, null]) }, 'RUN')
  expect(data.series.map((it) => it.key)).toEqual(['total', 'waiting'])
})

it('counts retries, and lays no answer over runs that it is not of', () => {
  expect(countsOf(answer, 'RUN').series[0]?.values).toEqual([0, 2, 0])
  expect(countsOf({ ...answer, retries: rows([1, 2]) }, 'RUN').series[0]?.values).toEqual([
    null,
    null,
    null,
  ])
  const early = { ...answer, failures: rows([0, 1]) }
  expect(countsOf(early, 'RUN').flags.failed.size).toBe(0)
  expect(lengthsOf(early, 'RUN').flags.failed.size).toBe(0)
})

it('tells a step in a line', () => {
  const [line, ...others] = stepLines({
    lengths: {
      series: [{ step: 'load', ...rows([1, null, 3], [2]).series[0]! }],
      leftOut: 0,
      after: null,
      isWhole: true,
    },
    failures: { series: [{ step: 'load', values: [0, 1, 0] }] },
  })
  expect(others).toEqual([])
  expect(line).toMatchObject({ step: 'load', count: 3, median: 2 })
  expect([[...line!.failed], [...line!.slow]]).toEqual([[1], [2]])
})
