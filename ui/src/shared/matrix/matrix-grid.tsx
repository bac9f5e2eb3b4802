import { useNavigate } from '@tanstack/react-router'
import { useEffect, type KeyboardEvent, type ReactElement } from 'react'
import { CellAt } from './cell-at'
import { Heads, Names } from './matrix-heads'
import {
  chosenBy,
  rectangleOf,
  stepOf,
  type Cell,
  type Chosen,
  type Matrix,
  type What,
} from './matrix'
import { MatrixCanvas } from './matrix-canvas'
import styles from './matrix.module.css'
import { usePick } from './use-pick'
import { useWindow } from './use-window'
import { scrolledTo, SIZE } from './window'

interface Props {
  label: string
  what: What
  matrix: Matrix
  chosen: Chosen | undefined
  onChoose: (chosen: Chosen | undefined) => void
  hovered: Cell | undefined
  onHover: (cell: Cell | undefined) => void
}

/** Cells by the thousand: only those in sight are drawn, and names stand beside them. */
export function MatrixGrid(props: Props): ReactElement {
  const { label, what, matrix, chosen, onChoose, hovered, onHover } = props
  const { scroller, seen, names } = useWindow()
  const navigate = useNavigate()
  const { rows, columns } = matrix
  // The newest are in sight at first.
  const newest = { row: 0, column: columns.length - 1 }
  const current = chosen ?? { from: newest, to: newest }
  const focus = current.to
  const pick = usePick({ matrix, seen, names, chosen, onChoose, onHover })
  useEffect(() => {
    const element = scroller.current
    if (!element || !chosen) return
    const left = scrolledTo(chosen.to.column, element.scrollLeft, seen.width, SIZE.column)
    const top = scrolledTo(chosen.to.row, element.scrollTop, seen.height, SIZE.row)
    if (left !== element.scrollLeft || top !== element.scrollTop) element.scrollTo({ left, top })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only what is chosen is shown, not what is scrolled away
  }, [chosen])
  // The newest are what is looked at first.
  useEffect(() => {
    if (!chosen) scroller.current?.scrollTo({ left: columns.length * SIZE.column })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when there are more of them, not when one is chosen
  }, [columns.length])
  const onKeyDown = (event: KeyboardEvent) => {
    // Names have keys of their own.
    if (event.target !== event.currentTarget) return
    const run = rows[focus.row]?.runs[focus.column]
    if (event.key === 'Enter' && run) {
      const step = stepOf(rows[focus.row]?.key ?? '', columns[focus.column]?.partition ?? '')
      void navigate({ to: '/runs/$runId', params: { runId: run }, search: { step } })
      return
    }
    if (event.key === 'Escape' && chosen) {
      onChoose(undefined)
      return
    }
    const page = Math.max(1, Math.floor(seen.height / SIZE.row) - 1)
    const shape = { rows: rows.length, columns: columns.length, page }
    const next = event.altKey ? undefined : chosenBy(event, current, shape)
    if (!next) return
    event.preventDefault()
    onChoose(next)
  }
  const width = names + columns.length * SIZE.column
  const height = SIZE.head + rows.length * SIZE.row
  const focusId = `${what}-cell-in-focus`
  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={focusId}
      tabIndex={0}
      onKeyDown={onKeyDown}
      style={{ height: Math.min(height + 16, 620) }}
      data-scroller
    >
      <div style={{ width, height }} role="presentation">
        <div
          className={styles['sight']}
          style={{ width: names + seen.width, height: SIZE.head + seen.height }}
          role="presentation"
          {...pick}
        >
          <MatrixCanvas matrix={matrix} seen={seen} names={names} />
          <Heads what={what} matrix={matrix} seen={seen} names={names} onChoose={onChoose} />
          <Names matrix={matrix} seen={seen} names={names} onChoose={onChoose}>
            {(row) =>
              row === focus.row && (
                <CellAt
                  id={focusId}
                  what={what}
                  matrix={matrix}
                  cell={focus}
                  seen={seen}
                  names={names}
                  isFocus
                />
              )
            }
          </Names>
          {chosen && <Frame chosen={chosen} seen={seen} names={names} />}
          {hovered && (
            <CellAt what={what} matrix={matrix} cell={hovered} seen={seen} names={names} />
          )}
        </div>
      </div>
    </div>
  )
}

function Frame(props: {
  chosen: Chosen
  seen: { left: number; top: number; width: number; height: number }
  names: number
}): ReactElement {
  const { chosen, seen, names } = props
  const { top, bottom, left, right } = rectangleOf(chosen)
  return (
    <div
      className={styles['clip']}
      style={{ left: names, top: SIZE.head, width: seen.width, height: seen.height }}
      aria-hidden
    >
      <div
        className={styles['chosen']}
        data-chosen
        style={{
          left: left * SIZE.column - seen.left,
          top: top * SIZE.row - seen.top,
          width: (right - left + 1) * SIZE.column,
          height: (bottom - top + 1) * SIZE.row,
        }}
      />
    </div>
  )
}
