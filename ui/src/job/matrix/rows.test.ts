import { expect, it } from 'vitest'
import { COLUMNS } from '@/shared/matrix/matrix-search'
import { ofRuns, rowsOf } from './rows'

const ROWS: Record<(typeof COLUMNS)[number], number> = { 100: 500, 300: 333, 1_000: 100 }

it.each(COLUMNS)('asks for a whole number of steps with %s columns', (columns) => {
  expect(rowsOf(columns)).toBe(ROWS[columns])
})

it('takes the run of a step from its column, where the step has a state', () => {
  const columns = ['a', 'b', null].map((run) => ({ partition: 'p', run, status: null }))
  const row = { key: 'load', cells: ['FAILED', 'MISSING', 'MATERIALIZED'] as const, failed: 1 }
  expect(ofRuns(columns, row)).toEqual({ ...row, runs: ['a', null, null] })
})
