// How long to wait before what failed is tried again.
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
