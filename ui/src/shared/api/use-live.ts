import type { UseQueryResult } from '@tanstack/react-query'
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

/** Asks a query again and again; never while it is being asked, or a slow answer would never be seen. */
export function useLiveQuery(
  query: Pick<UseQueryResult, 'refetch'>,
  everyMillis: number | false,
): void {
  useLive(() => void query.refetch({ cancelRefetch: false }), everyMillis)
}
