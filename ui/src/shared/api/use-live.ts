import { useEffect, useRef } from 'react'

/** Calls again and again while the page is seen, and once when it is seen again. */
export function useLive(action: () => void, everyMillis: number | false): void {
  const latest = useRef(action)
  useEffect(() => {
    latest.current = action
  })
  useEffect(() => {
    if (everyMillis === false) return
    const turn = () => {
      if (document.visibilityState === 'visible') latest.current()
    }
    const timer = setInterval(turn, everyMillis)
    document.addEventListener('visibilitychange', turn)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', turn)
    }
  }, [everyMillis])
}
