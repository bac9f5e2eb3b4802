// When to ask: after a pause for what failed, and for a page that is seen.
const FIRST_MILLIS = 500
const LONGEST_MILLIS = 15_000

/** Longer after each failure, from one second. */
export function backOffMillis(failures: number): number {
  return Math.min(FIRST_MILLIS * 2 ** failures, LONGEST_MILLIS)
}

/** Resolves early when nobody waits any more. */
export function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, millis)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

/** Nothing is asked for a page that nobody sees. */
export function visible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve()
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return
      document.removeEventListener('visibilitychange', look)
      signal.removeEventListener('abort', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
    signal.addEventListener('abort', look)
  })
}
