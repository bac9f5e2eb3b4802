// Follows the events of a run by one long request after another: nothing is missed or seen twice,
// also over a broken connection. Subscriptions are to take this place; who calls sees no difference.
import { ApiError, request } from './client'
import { RunEventsDocument, type EventLinesFragment } from './generated/graphql'

const WAIT_MILLIS = 10_000
const PAGE = 2_000
const LONGEST_PAUSE_MILLIS = 15_000

export type EventPage = EventLinesFragment

export interface Following {
  run: string
  after: number
  /** False to read what there is and end; true to wait for what comes. */
  isLive: boolean
  /** Ends after about so many events. */
  most?: number
  onPage: (page: EventPage) => void
  signal: AbortSignal
}

/** Resolves when the log is whole, when `most` were read, or when nothing more is there now. */
export async function follow({
  run,
  after,
  isLive,
  most,
  onPage,
  signal,
}: Following): Promise<void> {
  let position = after
  let read = 0
  let failures = 0
  while (!signal.aborted) {
    await visible(signal)
    try {
      const wait = isLive ? WAIT_MILLIS : 0
      const variables = { id: run, after: position, limit: PAGE, wait }
      const page = (await request(RunEventsDocument, variables, signal)).run?.events
      if (!page || isOver(signal)) return
      failures = 0
      position = page.after
      read += page.events.length
      onPage(page)
      if (page.isWhole || read >= (most ?? Infinity)) return
      if (!isLive && page.events.length === 0) return
    } catch (error) {
      if (isOver(signal)) return
      if (error instanceof ApiError && error.trouble !== 'unreachable') throw error
      failures++
      await pause(Math.min(500 * 2 ** failures, LONGEST_PAUSE_MILLIS), signal)
    }
  }
}

/** Asked anew after each wait. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}

/** Nothing is asked for a page that nobody sees. */
function visible(signal: AbortSignal): Promise<void> {
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

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
