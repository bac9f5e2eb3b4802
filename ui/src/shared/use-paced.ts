import { useEffect, useRef, useState } from 'react'

/** The value, but another one no sooner than so long after it changed: the last of those that came meanwhile. */
export function usePaced<T>(value: T, millis: number): T {
  const [paced, setPaced] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    latest.current = value
    if (Object.is(value, paced) || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      setPaced(latest.current)
    }, millis)
  }, [value, paced, millis])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return paced
}
