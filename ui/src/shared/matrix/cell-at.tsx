import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { shortId } from '../components/copy'
import { cellText, stepOf, type Cell, type Matrix, type What } from './matrix'
import styles from './matrix.module.css'
import { SIZE, type Seen } from './window'

interface Props {
  what: What
  matrix: Matrix
  cell: Cell
  seen: Seen
  names: number
  id?: string
  /** Whether it is the cell of the keyboard, and not only that of the mouse. */
  isFocus?: boolean
}

/** One cell over the picture, which leads to the run it is of. */
export function CellAt({
  what,
  matrix,
  cell,
  seen,
  names,
  id,
  isFocus,
}: Props): ReactElement | null {
  const row = matrix.rows[cell.row]
  const column = matrix.columns[cell.column]
  if (!row || !column) return null
  const run = row.runs[cell.column]
  const left = cell.column * SIZE.column - seen.left
  const top = cell.row * SIZE.row - seen.top
  const isInSight = left > -SIZE.column && left < seen.width && top > -SIZE.row && top < seen.height
  const words = wordsOf(what, matrix, cell)
  const link = run && (
    <Link
      to="/runs/$runId"
      params={{ runId: run }}
      search={{ step: stepOf(row.key, column.partition) }}
      preload={false}
      tabIndex={-1}
      aria-label={words}
    />
  )
  const style = {
    left: names + left,
    top: SIZE.head + top,
    width: SIZE.column,
    height: SIZE.row,
    visibility: isInSight ? undefined : ('hidden' as const),
  }
  if (!isFocus) {
    return (
      <div className={styles['cell']} style={style} aria-hidden data-hovered>
        {link}
      </div>
    )
  }
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={cell.column + 2}
      aria-label={words}
      className={styles['cell']}
      // Its row stands lower than the whole.
      style={{ ...style, top: 0, left: names + left }}
      data-focus
    >
      {link}
    </div>
  )
}

/** A cell in a sentence. */
export function wordsOf(what: What, matrix: Matrix, cell: Cell): string {
  const row = matrix.rows[cell.row]
  const column = matrix.columns[cell.column]
  const run = row?.runs[cell.column]
  const told = `${row?.key ?? ''}, ${column?.partition ?? ''}: ${cellText(row?.cells[cell.column], what)}`
  return run ? `${told}, run ${shortId(run)}` : told
}
