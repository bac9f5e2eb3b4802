import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { useRowKeys } from './use-row-keys'
import styles from './virtual-table.module.css'

export interface Column<T> {
  key: string
  head: ReactNode
  cell: (row: T) => ReactNode
  /** As in `grid-template-columns`. */
  width: string
  align?: 'right'
  /** Left out when the table is narrower than so many pixels: 600, 800 or 1000. */
  from?: 600 | 800 | 1000
}

interface Props<T> {
  label: string
  columns: Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** Called when the end comes near, also when there are no rows: may be called again and again. */
  onEnd?: () => void
  end?: ReactNode
  isSelected?: (row: T) => boolean
  rowHeight?: number
}

/** A table of any length: only the rows that are seen exist. Keys move from row to row. */
export function VirtualTable<T>(props: Props<T>): ReactElement {
  const { rows, columns, onEnd, rowHeight = 36 } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : props.keyOf(row)
    },
  })
  const items = virtual.getVirtualItems()
  const keysOf = useRowKeys({
    count: rows.length,
    shown: items.map((item) => item.index),
    page: Math.max(1, Math.floor((virtual.scrollRect?.height ?? 0) / rowHeight) - 1),
    scrollTo: virtual.scrollToIndex,
    elementOf: (index) =>
      scroller.current?.querySelector<HTMLElement>(`[aria-rowindex='${index + 1}']`) ?? null,
  })
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - 20) onEnd?.()
  }, [last, rows.length, onEnd])

  return (
    <div className={styles['frame']}>
      <div
        className={styles['scroller']}
        ref={scroller}
        data-scroller
        tabIndex={-1}
        role="table"
        aria-label={props.label}
        aria-rowcount={rows.length}
      >
        <style>{gridOf(columns)}</style>
        <div className={styles['head']} role="row" data-grid={props.label}>
          {columns.map((column) => (
            <Cell key={column.key} column={column} role="columnheader">
              {column.head}
            </Cell>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={props.isSelected?.(row)}
                className={styles['row']}
                {...keysOf(item.index)}
                data-grid={props.label}
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                {columns.map((column) => (
                  <Cell key={column.key} column={column} role="cell">
                    {column.cell(row)}
                  </Cell>
                ))}
              </div>
            )
          })}
        </div>
        {props.end && (
          <div role="row">
            <div role="cell">{props.end}</div>
          </div>
        )}
      </div>
    </div>
  )

  function gridOf(all: Column<T>[]): string {
    const rule = (shown: Column<T>[]) =>
      `[data-grid='${props.label}']{grid-template-columns:${shown.map((it) => it.width).join(' ')}}`
    const limits = [1000, 800, 600]
    return [
      rule(all),
      ...limits.map((limit) => {
        const shown = all.filter((column) => !column.from || column.from < limit)
        return `@container table (max-width: ${limit}px){${rule(shown)}}`
      }),
    ].join('\n')
  }
}

function Cell<T>(props: { column: Column<T>; role: string; children: ReactNode }): ReactElement {
  const { column } = props
  return (
    <div
      role={props.role}
      className={styles['cell']}
      data-align={column.align}
      data-from={column.from}
    >
      {props.children}
    </div>
  )
}
