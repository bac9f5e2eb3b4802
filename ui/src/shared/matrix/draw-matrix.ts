// Draws the cells that are in sight: each state has a shape of its own.
import type { CellStatus } from '../api/generated/graphql'
import type { MatrixRow } from './matrix'
import { inSight, SIZE, type Seen } from './window'

export interface Colors {
  ok: string
  bad: string
  run: string
  idle: string
  card: string
  stripe: string
}

export function colorsOf(element: HTMLElement): Colors {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    ok: color('--ok-fill'),
    bad: color('--bad-fill'),
    run: color('--accent'),
    idle: color('--idle-fill'),
    card: color('--bg'),
    stripe: color('--bg-soft'),
  }
}

export function drawMatrix(
  context: CanvasRenderingContext2D,
  rows: readonly MatrixRow[],
  columnCount: number,
  seen: Seen,
  colors: Colors,
): void {
  context.clearRect(0, 0, seen.width, seen.height)
  const lines = inSight(seen.top, seen.height, SIZE.row, rows.length)
  const columns = inSight(seen.left, seen.width, SIZE.column, columnCount)
  for (let row = lines.from; row < lines.to; row++) {
    const y = row * SIZE.row - seen.top
    if (row % 2 === 1) {
      context.fillStyle = colors.stripe
      context.fillRect(0, y, columnCount * SIZE.column - seen.left, SIZE.row)
    }
    const cells = rows[row]?.cells ?? []
    for (let column = columns.from; column < columns.to; column++) {
      const x = column * SIZE.column - seen.left
      drawCell(context, cells[column], x + SIZE.column / 2, y + SIZE.row / 2, colors)
    }
  }
}

/** Half of the side of a cell's square. */
const HALF = 8

function drawCell(
  context: CanvasRenderingContext2D,
  status: CellStatus | undefined,
  x: number,
  y: number,
  colors: Colors,
): void {
  switch (status) {
    case 'MATERIALIZED':
      context.fillStyle = colors.ok
      context.fillRect(x - HALF, y - HALF, 2 * HALF, 2 * HALF)
      return
    case 'FAILED':
      context.fillStyle = colors.bad
      context.fillRect(x - HALF, y - HALF, 2 * HALF, 2 * HALF)
      context.strokeStyle = colors.card
      context.lineWidth = 2
      context.beginPath()
      context.moveTo(x - 4, y - 4)
      context.lineTo(x + 4, y + 4)
      context.moveTo(x + 4, y - 4)
      context.lineTo(x - 4, y + 4)
      context.stroke()
      return
    case 'RUNNING':
      context.strokeStyle = colors.run
      context.lineWidth = 2
      context.beginPath()
      context.arc(x, y, 6, 0, 2 * Math.PI)
      context.stroke()
      return
    case 'MISSING':
    case undefined:
      context.fillStyle = colors.idle
      context.fillRect(x - 3, y - 1, 6, 2)
  }
}
