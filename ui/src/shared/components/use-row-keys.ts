import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { stepOf } from './row-step'

interface RowProps {
  tabIndex: number
  onFocus: (event: FocusEvent<HTMLElement>) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

interface Rows {
  count: number
  /** Indexes of the rows that exist, in their order. */
  shown: readonly number[]
  /** How many rows a page of keys goes. */
  page: number
  scrollTo: (index: number) => void
  elementOf: (index: number) => HTMLElement | null
}

/** Arrows, Home, End and the keys for pages move the focus from row to row, Enter opens what the row leads to. */
export function useRowKeys(rows: Rows): (index: number) => RowProps {
  const { count, shown, elementOf } = rows
  const [active, setActive] = useState(0)
  /** Where the focus is to go when its row exists. */
  const wanted = useRef<number>(undefined)
  useEffect(() => {
    if (wanted.current === undefined) return
    // A list that got shorter has no such row any more.
    if (wanted.current >= count) wanted.current = undefined
    if (wanted.current === undefined) return
    const row = elementOf(wanted.current)
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })
  // Tab comes to one row, also when the active one is out of sight.
  const entry = shown.includes(active) ? active : shown[0]
  return (index) => ({
    tabIndex: index === entry ? 0 : -1,
    onFocus: () => {
      setActive(index)
    },
    onKeyDown: (event) => {
      const { target, currentTarget: row } = event
      // What a menu or a text of the row is told is not for the row.
      if (!(target instanceof HTMLElement) || !row.contains(target)) return
      if (target.matches('input:not([type=checkbox]), textarea, select, [aria-haspopup]')) return
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (event.key === 'Enter' && target === row) {
        row.querySelector<HTMLElement>('a[href]')?.click()
        return
      }
      const next = stepOf(event.key, index, count, rows.page)
      if (next === undefined) return
      event.preventDefault()
      setActive(next)
      wanted.current = next
      rows.scrollTo(next)
    },
  })
}
