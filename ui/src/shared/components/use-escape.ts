import { useEffect, useRef } from 'react'

/** What Esc would close, the last opened last. */
const open: (() => void)[] = []

/** Esc closes what is open on a page, what was opened last first; not while a text is edited, nor in a dialog or a menu. */
export function useEscape(close: () => void): void {
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    const mine = () => {
      latest.current()
    }
    if (open.length === 0) window.addEventListener('keydown', press, true)
    open.push(mine)
    return () => {
      open.splice(open.indexOf(mine), 1)
      if (open.length === 0) window.removeEventListener('keydown', press, true)
    }
  }, [])
}

const OVERLAY = '[role=dialog], [role=menu], [role=listbox]'
const TEXT = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]'

// Before others hear of it: what they close is still there, and has the key for itself.
function press(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
  const { target } = event
  if (target instanceof Element && target.closest(`${TEXT}, ${OVERLAY}`)) return
  // A choice that is closed stays in the page unseen.
  if ([...document.querySelectorAll(OVERLAY)].some((it) => it.checkVisibility())) return
  open.at(-1)?.()
}
