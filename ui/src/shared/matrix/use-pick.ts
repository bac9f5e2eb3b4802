import { useRef, type DragEvent, type MouseEvent, type PointerEvent } from 'react'
import type { Cell, Chosen, Matrix } from './matrix'
import { SIZE, type Seen } from './window'

interface Props {
  matrix: Matrix
  seen: Seen
  names: number
  chosen: Chosen | undefined
  onChoose: (chosen: Chosen) => void
  onHover: (cell: Cell | undefined) => void
}

interface Handlers {
  onPointerDown: (event: PointerEvent) => void
  onPointerMove: (event: PointerEvent) => void
  onPointerUp: () => void
  onPointerCancel: () => void
  onDragStart: (event: DragEvent) => void
  onPointerLeave: () => void
  onClickCapture: (event: MouseEvent) => void
}

/** What the mouse does over the cells: a click opens a run, a drag and a click with Shift choose a rectangle. */
export function usePick(props: Props): Handlers {
  const { matrix, seen, names, chosen, onChoose, onHover } = props
  const begun = useRef<Cell>(undefined)
  const isTaken = useRef(false)
  const cellAt = (event: PointerEvent): Cell | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - box.left - names
    const y = event.clientY - box.top - SIZE.head
    if (x < 0 || y < 0) return undefined
    const column = Math.floor((x + seen.left) / SIZE.column)
    const row = Math.floor((y + seen.top) / SIZE.row)
    return column < matrix.columns.length && row < matrix.rows.length ? { row, column } : undefined
  }
  const end = () => {
    begun.current = undefined
  }
  return {
    onPointerDown: (event) => {
      isTaken.current = false
      const cell = cellAt(event)
      if (!cell || event.button !== 0 || event.pointerType === 'touch') return
      if (event.shiftKey && chosen) {
        isTaken.current = true
        onChoose({ from: chosen.from, to: cell })
        return
      }
      begun.current = cell
      // Nothing is there that a click could open.
      if (!matrix.rows[cell.row]?.runs[cell.column]) onChoose({ from: cell, to: cell })
    },
    onPointerMove: (event) => {
      const cell = cellAt(event)
      const from = begun.current
      if (!from || !cell) {
        onHover(cell)
        return
      }
      if (cell.row === from.row && cell.column === from.column && !isTaken.current) return
      if (!isTaken.current) event.currentTarget.setPointerCapture(event.pointerId)
      isTaken.current = true
      onHover(undefined)
      onChoose({ from, to: cell })
    },
    onPointerUp: end,
    onPointerCancel: end,
    // A link would be dragged away by itself.
    onDragStart: (event) => event.preventDefault(),
    onPointerLeave: () => {
      begun.current = undefined
      onHover(undefined)
    },
    onClickCapture: (event) => {
      if (!isTaken.current) return
      isTaken.current = false
      event.preventDefault()
      event.stopPropagation()
    },
  }
}
