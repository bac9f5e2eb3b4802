// Reads pages of a log by position: what passes a filter, or all of it; also around a line.
import { request } from '@/shared/api/client'
import {
  RunEventsDocument,
  RunFoundEventsDocument,
  type EventFilter,
} from '@/shared/api/generated/graphql'
import type { LogEvent } from './event-look'
import { PAGE } from './found-filter'

/** So many lines before one that is read around, with the first answer. */
const BEFORE = 100

export type Part = { after: number } | { before: number } | { around: number }

export interface FoundPage {
  events: LogEvent[]
  total: { number: number; isExact: boolean } | undefined
  /** The position to go on before; undefined at the beginning. */
  previous: number | undefined
  /** The position to go on after; undefined at the end. */
  next: number | undefined
}

export async function readPart(
  run: string,
  filter: EventFilter | undefined,
  part: Part,
  signal: AbortSignal,
): Promise<FoundPage> {
  // A log of any length is read, where one that is too long is not searched.
  if (!filter) return readAll(run, part, signal)
  if (!('around' in part)) return find(run, filter, part, PAGE, signal)
  const [before, after] = await Promise.all([
    find(run, filter, { before: part.around }, BEFORE, signal),
    find(run, filter, { after: part.around - 1 }, PAGE, signal),
  ])
  return { ...after, events: [...before.events, ...after.events], previous: before.previous }
}

async function find(
  id: string,
  filter: EventFilter,
  part: { after: number } | { before: number },
  limit: number,
  signal: AbortSignal,
): Promise<FoundPage> {
  const variables = { id, filter, ...part, limit }
  const found = (await request(RunFoundEventsDocument, variables, signal)).run?.foundEvents
  if (!found) throw new Error('The log of this run is too long to look through.')
  const { events, total } = found
  const isLast = events.length < limit
  return {
    events,
    total,
    previous: isLast ? undefined : events[0]?.position,
    next: isLast ? undefined : events.at(-1)?.position,
  }
}

async function readAll(id: string, part: Part, signal: AbortSignal): Promise<FoundPage> {
  const { after, limit } = rangeOf(part)
  const page = (await request(RunEventsDocument, { id, after, limit }, signal)).run?.events
  if (!page) throw new Error('This run is not there any more.')
  const isLast = page.isWhole || page.events.length === 0
  return {
    events: page.events,
    total: undefined,
    previous: after > 0 ? after + 1 : undefined,
    next: isLast ? undefined : page.after,
  }
}

/** Positions begin with 1 and have no gaps. */
function rangeOf(part: Part): { after: number; limit: number } {
  if ('after' in part) return { after: part.after, limit: PAGE }
  if ('around' in part) return { after: Math.max(0, part.around - 1 - BEFORE), limit: PAGE }
  const after = Math.max(0, part.before - 1 - PAGE)
  return { after, limit: part.before - 1 - after }
}
