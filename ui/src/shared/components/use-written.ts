import { useEffect, useRef, useState } from 'react'

const PAUSE_MILLIS = 300

export interface Written<T> {
  value: T
  change: (next: T) => void
  /** Writes at once; false when there is nothing to write. */
  flush: () => boolean
}

interface Pen<T> {
  /** The keys of what was written and has not come back yet, oldest first. */
  sent: string[]
  pending: { value: T; timer: ReturnType<typeof setTimeout> } | undefined
}

/**
 * What is typed, kept here and written elsewhere after a pause, such as to the address, which comes back later than
 * the next key. What changed there by other means is taken over. Values with the same key are the same.
 */
export function useWritten<T extends string | object>(
  given: T,
  keyOf: (value: T) => string,
  write: (value: T) => void,
): Written<T> {
  const [value, setValue] = useState(given)
  const pen = useRef<Pen<T>>({ sent: [], pending: undefined })
  const key = keyOf(given)

  useEffect(() => {
    const { sent } = pen.current
    const own = sent.indexOf(key)
    if (own >= 0) {
      sent.splice(0, own + 1)
      return
    }
    clearTimeout(pen.current.pending?.timer)
    pen.current = { sent: [], pending: undefined }
    setValue(given)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says whether it is another
  }, [key])
  useEffect(() => () => clearTimeout(pen.current.pending?.timer), [])

  const latest = useRef<() => boolean>(() => false)
  const flush = () => {
    const { pending, sent } = pen.current
    if (!pending) return false
    clearTimeout(pending.timer)
    pen.current.pending = undefined
    const next = keyOf(pending.value)
    if (next === (sent.at(-1) ?? key)) return false
    sent.push(next)
    write(pending.value)
    return true
  }
  useEffect(() => {
    latest.current = flush
  })
  const change = (next: T) => {
    setValue(next)
    clearTimeout(pen.current.pending?.timer)
    const timer = setTimeout(() => latest.current(), PAUSE_MILLIS)
    pen.current.pending = { value: next, timer }
  }
  return { value, change, flush }
}
