import { expect, it } from 'vitest'
import { COLUMNS } from '@/shared/matrix/matrix-search'
import { rowsOf } from './rows'

const ROWS: Record<(typeof COLUMNS)[number], number> = { 100: 500, 300: 333, 1_000: 100 }

it.each(COLUMNS)('asks for a whole number of steps with %s columns', (columns) => {
  expect(rowsOf(columns)).toBe(ROWS[columns])
})
