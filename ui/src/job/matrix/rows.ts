// Which steps are asked for at once, and which runs they are of. Pure.
import type { MatrixColumn, MatrixRow } from '@/shared/matrix/matrix'

/** Of one answer. */
const MOST_CELLS = 100_000
const MOST_ROWS = 500

/** As many as an answer may have with so many columns; a whole number, as the API takes no other. */
export function rowsOf(columns: number): number {
  return Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns))
}

/** A step that has a state has it of the newest run for the partition, so the run is told once for a column. */
export function ofRuns(columns: readonly MatrixColumn[], row: Omit<MatrixRow, 'runs'>): MatrixRow {
  const runs = columns.map((column, at) => (row.cells[at] === 'MISSING' ? null : column.run))
  return { ...row, runs }
}
