import { expect, it } from 'vitest'
import type { CellStatus } from '../api/generated/graphql'
import { countFailed, countOf, exactOf, failedAgain, type Again } from './again'
import type { Chosen, Matrix, What } from './matrix'

const STATES: Record<string, CellStatus> = {
  f: 'FAILED',
  o: 'MATERIALIZED',
  m: 'MISSING',
  r: 'RUNNING',
}

/** A row for each text, a day for each sign of it. */
function matrixOf(rows: Record<string, string>): Matrix {
  const width = Object.values(rows)[0]?.length ?? 0
  return {
    columns: Array.from({ length: width }, (_, index) => ({
      partition: `2001-01-0${index + 1}`,
      run: `run-${index + 1}`,
      status: 'FAILED',
    })),
    rows: Object.entries(rows).map(([key, cells]) => ({
      key,
      cells: Array.from(cells).map((it) => STATES[it] ?? 'MISSING'),
      runs: [],
      failed: 0,
    })),
  }
}

const chosen = (a: number, b: number, c: number, d: number): Chosen => ({
  from: { row: a, column: b },
  to: { row: c, column: d },
})

const ROWS = { load: 'ofor', 'load.fresh': 'offm', 'month[2001-01]': 'ffom' }

const of = (what: What, isWhole = false) => ({ what, job: 'daily', location: 'here', isWhole })

it.each<[What, Chosen, number, number]>([
  ['step', chosen(0, 0, 2, 3), 12, 5],
  ['asset', chosen(0, 0, 2, 3), 12, 7],
  ['step', chosen(2, 3, 0, 2), 6, 1],
  ['step', chosen(0, 3, 0, 3), 1, 0],
])('counts of %s what is chosen and what failed of it', (what, cells, all, failed) => {
  expect([countOf(cells), countFailed(matrixOf(ROWS), cells, what)]).toEqual([all, failed])
})

it('executes each run again for the chosen steps that failed in it', () => {
  const runs = failedAgain(matrixOf(ROWS), chosen(0, 0, 2, 3), of('step'))
  expect(runs.map((it) => [it.partitions, it.cells, it.ask.input])).toEqual([
    ['2001-01-01', 1, { run: 'run-1', part: 'SELECTED', select: 'month[2001-01]' }],
    [
      '2001-01-02',
      3,
      { run: 'run-2', part: 'SELECTED', select: 'load or load.fresh or month[2001-01]' },
    ],
    ['2001-01-03', 1, { run: 'run-3', part: 'SELECTED', select: 'load.fresh' }],
  ])
})

it('executes a run as a whole where it failed before its first step', () => {
  const [, second] = failedAgain(matrixOf(ROWS), chosen(0, 0, 2, 1), of('step', true))
  expect(second?.ask.input).toEqual({ run: 'run-2', part: 'ALL' })
  const [part] = failedAgain(matrixOf(ROWS), chosen(0, 1, 1, 1), of('step', true))
  expect(part?.ask.input).toMatchObject({ part: 'SELECTED', select: 'load or load.fresh' })
})

it.each<[string, string[], string[], string | undefined]>([
  ['a name that means nothing else', ['load'], ['load[d1]'], undefined],
  ['a check that was not chosen', ['load'], ['load[d1]', 'load.fresh[d1]'], 'load[d1]'],
  ['a check that was chosen', ['load', 'load.fresh'], ['load[d1]', 'load.fresh[d1]'], undefined],
  [
    'one of two checks',
    ['load', 'load.fresh'],
    ['load[d1]', 'load.fresh[d1]', 'load.full[d1]'],
    'load[d1] or load.fresh[d1]',
  ],
  ['another partition', ['load'], ['load[d1]', 'load[d2]'], 'load[d1]'],
  ['a step without partitions', ['load'], ['load'], undefined],
  ['a step with a key of its own', ['load[2001-01]'], ['load[2001-01]'], undefined],
  ['a name that another begins with', ['load'], ['load[d1]', 'loader[d1]'], undefined],
  ['a key that needs quotes', ['a b'], ['a b[d1]', 'a b.fresh[d1]'], '"a b[d1]"'],
  ['the ops of a nested graph', ['load'], ['load.a[d1]', 'load.b[d1]'], undefined],
])('names steps by their keys where their names mean more: %s', (_, keys, executed, select) => {
  const run = { partitions: 'd1', keys } as Again
  expect(exactOf(run, new Set(executed))).toBe(select)
})

it('launches partitions with the same assets together, and none that has a value or runs', () => {
  const matrix = matrixOf({ orders: 'ffofr', sums: 'ffmfo' })
  const runs = failedAgain(matrix, chosen(0, 0, 1, 4), of('asset'))
  expect(runs.map((it) => it.ask.input)).toEqual([
    {
      job: 'daily',
      location: 'here',
      select: 'orders or sums',
      partitions: '2001-01-01...2001-01-02,2001-01-04',
    },
    { job: 'daily', location: 'here', select: 'sums', partitions: '2001-01-03' },
  ])
})

/** Names each cell that a launch makes by a search of its own. */
function made(rows: Record<string, string>, cells: Chosen): string[] {
  return failedAgain(matrixOf(rows), cells, of('asset')).flatMap(({ ask }) => {
    const input = ask.input as { select: string; partitions: string }
    const days = input.partitions.split(',').flatMap((part) => {
      const [first, last = first] = part.split('...').map((it) => Number(it.slice(-1)))
      return Array.from({ length: last! - first! + 1 }, (_, index) => first! + index)
    })
    return input.select.split(' or ').flatMap((key) => days.map((day) => `${key} ${day}`))
  })
}

it('makes each cell that failed once, and no other', () => {
  let seed = 20260131
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  for (let turn = 0; turn < 200; turn++) {
    const rows = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((key) => [
        key,
        Array.from({ length: 9 }, () => 'fomr'[Math.floor(random() * 4)]).join(''),
      ]),
    )
    const expected = Object.entries(rows).flatMap(([key, cells]) =>
      Array.from(cells).flatMap((it, index) => ('fm'.includes(it) ? [`${key} ${index + 1}`] : [])),
    )
    expect(made(rows, chosen(0, 0, 3, 8)).sort(), `turn ${turn}`).toEqual(expected.sort())
  }
})
