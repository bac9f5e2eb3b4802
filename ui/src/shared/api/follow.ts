// Reads the events of a run: what there is by one request after another, and what comes by a subscription. Nothing is
// missed or seen twice, also over a broken connection.
import { ApiError, request } from './client'
import {
  RunEventsDocument,
  RunEventsFollowedDocument,
  type EventLinesFragment,
} from './generated/graphql'
import { backOffMillis, pause, visible } from './pause'
import { socketOfTab } from './socket'

const PAGE = 2_000

export type EventPage = EventLinesFragment

export interface Following {
  run: string
  after: number
  /** False to read what there is and end; true to wait for what comes. */
  isLive: boolean
  /** Of what there is, ends after about so many events. */
  most?: number
  onPage: (page: EventPage) => void
  /** Told of what goes wrong more than once in a row, and when it goes on; it is tried again all the same. */
  onTrouble?: (trouble: ApiError | undefined) => void
  signal: AbortSignal
}

/** Resolves when the log is whole, when `most` were read, or when nothing more is there now. */
export function follow(following: Following): Promise<void> {
  return following.isLive ? listen(following) : read(following)
}

function listen({ run, after, onPage, onTrouble, signal }: Following): Promise<void> {
  let position = after
  return new Promise((resolve, reject) => {
    const end = () => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = socketOfTab().subscribe({
      document: RunEventsFollowedDocument,
      variables: () => ({ id: run, after: position, limit: PAGE }),
      onData: ({ runEvents }) => {
        position = runEvents.after
        onPage(runEvents)
      },
      onBegin: () => onTrouble?.(undefined),
      onEnd: end,
      onTrouble: (trouble) => {
        if (trouble.trouble === 'rejected') reject(trouble)
        else onTrouble?.(trouble)
      },
    })
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}

async function read(following: Following): Promise<void> {
  const { run, after, most, onPage, onTrouble, signal } = following
  let position = after
  let count = 0
  let failures = 0
  while (!signal.aborted) {
    await visible(signal)
    try {
      const variables = { id: run, after: position, limit: PAGE }
      const page = (await request(RunEventsDocument, variables, signal)).run?.events
      if (!page || isOver(signal)) return
      failures = 0
      position = page.after
      count += page.events.length
      onPage(page)
      if (page.isWhole || page.events.length === 0 || count >= (most ?? Infinity)) return
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
