// Follows the events of a run by one long request after another: nothing is missed or seen twice,
// also over a broken connection. Subscriptions are to take this place; who calls sees no difference.
import { ApiError, request } from './client'
import { RunEventsDocument, type EventLinesFragment } from './generated/graphql'
import { backOffMillis, pause, visible } from './pause'

const WAIT_MILLIS = 10_000
const PAGE = 2_000

export type EventPage = EventLinesFragment

export interface Following {
  run: string
  after: number
  /** False to read what there is and end; true to wait for what comes. */
  isLive: boolean
  /** Ends after about so many events. */
  most?: number
  onPage: (page: EventPage) => void
  /** Told of what goes wrong more than once in a row; it is tried again all the same. */
  onTrouble?: (trouble: ApiError) => void
  signal: AbortSignal
}

/** Resolves when the log is whole, when `most` were read, or when nothing more is there now. */
export async function follow({
  run,
  after,
  isLive,
  most,
  onPage,
  onTrouble,
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
      if (!(error instanceof ApiError) || !passes(error)) throw error
      failures++
      if (failures > 1) onTrouble?.(error)
      await pause(backOffMillis(failures), signal)
    }
  }
}

/** Whether asking again may help: a proxy or a server that starts answers with a fault, too. */
function passes({ trouble }: ApiError): boolean {
  return trouble === 'unreachable' || trouble === 'faulty'
}

/** Asked anew after each wait. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted
}
