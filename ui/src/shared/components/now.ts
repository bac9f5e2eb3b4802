import { useSyncExternalStore } from 'react'

// One clock for all that ticks; it stands while nobody looks.
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function tick(): void {
  if (document.visibilityState !== 'visible') return
  now = Date.now()
  listeners.forEach((listener) => {
    listener()
  })
}

/** Now in milliseconds, anew every `step` seconds. */
export function useNow(step = 1): number {
  return useSyncExternalStore(subscribe, () => {
    if (timer === undefined) now = Date.now()
    return Math.floor(now / (step * 1_000)) * step * 1_000
  })
}
