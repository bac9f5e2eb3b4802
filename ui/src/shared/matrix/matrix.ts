// Cells of steps or assets by partition: which are chosen, what they say, and what running them again asks for. Pure.
import type { CellStatus, LaunchInput, RunStatus } from '../api/generated/graphql'
import { plain } from '../api/selection-text'
import { setOf } from '../partition/calendar'

export interface MatrixColumn {
  partition: string
  run: string | null
  status: RunStatus | null
}

export interface MatrixRow {
  key: string
  cells: readonly CellStatus[]
  runs: readonly (string | null)[]
  failed: number
}

export interface Matrix {
  columns: readonly MatrixColumn[]
  rows: readonly MatrixRow[]
}

export interface Cell {
  row: number
  column: number
}

/** From one corner to the other, which has the focus. */
export interface Chosen {
  from: Cell
  to: Cell
}

export interface Rectangle {
  top: number
  bottom: number
  left: number
  right: number
}

export function rectangleOf({ from, to }: Chosen): Rectangle {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  }
}

export type What = 'step' | 'asset'

const TEXTS: Record<What, Record<CellStatus, string>> = {
  step: { MATERIALIZED: 'succeeded', FAILED: 'failed', MISSING: 'did not run', RUNNING: 'runs' },
  asset: { MATERIALIZED: 'materialized', FAILED: 'failed', MISSING: 'missing', RUNNING: 'runs' },
}

export function cellText(status: CellStatus | undefined, what: What): string {
  return TEXTS[what][status ?? 'MISSING']
}

export interface Keys {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

interface Shape {
  rows: number
  columns: number
  /** How many rows are in sight. */
  page: number
}

/** What a key makes of the choice; nothing of a key that is not for the matrix. */
export function chosenBy(keys: Keys, chosen: Chosen, shape: Shape): Chosen | undefined {
  const { from, to } = chosen
  const isFar = keys.ctrlKey || keys.metaKey
  if (keys.key === ' ') return wholeOf(keys, chosen, shape)
  if (keys.key === 'a' && isFar) return all(shape)
  const moved = movedBy(keys.key, to, shape, isFar)
  if (!moved) return undefined
  const next = {
    row: Math.max(0, Math.min(shape.rows - 1, moved.row)),
    column: Math.max(0, Math.min(shape.columns - 1, moved.column)),
  }
  return { from: keys.shiftKey ? from : next, to: next }
}

export function all(shape: Pick<Shape, 'rows' | 'columns'>): Chosen {
  return { from: { row: 0, column: 0 }, to: { row: shape.rows - 1, column: shape.columns - 1 } }
}

/** Space with Shift takes the row, with Ctrl the column. */
function wholeOf(keys: Keys, { to }: Chosen, shape: Shape): Chosen | undefined {
  if (keys.shiftKey) {
    return { from: { ...to, column: 0 }, to: { ...to, column: shape.columns - 1 } }
  }
  if (keys.ctrlKey || keys.metaKey) {
    return { from: { ...to, row: 0 }, to: { ...to, row: shape.rows - 1 } }
  }
  return undefined
}

function movedBy(key: string, at: Cell, shape: Shape, isFar: boolean): Cell | undefined {
  const { row, column } = at
  switch (key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: isFar ? shape.rows : row + 1, column }
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: isFar ? shape.columns : column + 1 }
    case 'PageUp':
      return { row: row - shape.page, column }
    case 'PageDown':
      return { row: row + shape.page, column }
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 }
    case 'End':
      return { row: isFar ? shape.rows : row, column: shape.columns }
    default:
      return undefined
  }
}

/** The step in the run of a cell; rows leave out the partition of the run. */
export function stepOf(row: string, partition: string): string {
  return row.includes('[') ? row : `${row}[${partition}]`
}

/** Where the cells are that an address names; nothing when the same corners would mean others by now. */
export function chosenAt(matrix: Matrix, cells: readonly string[] | undefined): Chosen | undefined {
  if (cells?.length !== 5) return undefined
  const cell = (row: string | undefined, column: string | undefined): Cell => ({
    row: matrix.rows.findIndex((it) => it.key === row),
    column: matrix.columns.findIndex((it) => it.partition === column),
  })
  const [from, to] = [cell(cells[0], cells[1]), cell(cells[2], cells[3])]
  if ([from.row, from.column, to.row, to.column].includes(-1)) return undefined
  return markOf(matrix, { from, to }) === cells[4] ? { from, to } : undefined
}

/** Corners by name, and a mark of all that is between them, as rows and columns may change their places. */
export function cellsOf(matrix: Matrix, chosen: Chosen): string[] {
  const corners = [chosen.from, chosen.to].flatMap(({ row, column }) => [
    matrix.rows[row]?.key ?? '',
    matrix.columns[column]?.partition ?? '',
  ])
  return [...corners, markOf(matrix, chosen)]
}

/** The same for the same rows and columns, whatever their order; with a letter before it, so that it stays a text. */
function markOf(matrix: Matrix, chosen: Chosen): string {
  const { rows, partitions } = keysOf(matrix, chosen)
  const text = JSON.stringify([rows.toSorted(), partitions.toSorted()])
  let mark = 0x811c9dc5
  for (let at = 0; at < text.length; at++) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193)
  return `m${(mark >>> 0).toString(36)}`
}

function keysOf(matrix: Matrix, chosen: Chosen): { rows: string[]; partitions: string[] } {
  const { top, bottom, left, right } = rectangleOf(chosen)
  return {
    rows: matrix.rows.slice(top, bottom + 1).map((it) => it.key),
    partitions: matrix.columns.slice(left, right + 1).map((it) => it.partition),
  }
}

/** What is launched. */
export interface LaunchOf {
  what: What
  /** The job, or the assets themselves. */
  job: string
  location?: string | undefined
  /** Whether the rows are all that the job has. */
  isWhole: boolean
}

/** What runs chosen cells again: of the job, or of assets by themselves. */
export function launchOf(matrix: Matrix, chosen: Chosen, of: LaunchOf): LaunchInput {
  const { rows, partitions } = keysOf(matrix, chosen)
  const isAll = of.isWhole && rows.length === matrix.rows.length
  return {
    job: of.job,
    ...(of.location === undefined ? {} : { location: of.location }),
    ...(isAll ? {} : { select: selectionOf(rows) }),
    // Those of a job are named by its runs, those of assets one by one.
    partitions: setOf(partitions, of.what === 'step' ? 'texts' : 'keys'),
  }
}

/** In the selection language; steps of partitions and elements are those of their names. */
export function selectionOf(keys: readonly string[]): string {
  const names = new Set(keys.map((key) => key.replace(/\[.*$/s, '')))
  return [...names].map(plain).join(' or ')
}
