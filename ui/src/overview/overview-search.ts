// The part of time that the overview shows, and its address. Pure.
import { WINDOW_MILLIS, WINDOWS, type Window } from '@/shared/time/window'

export const DEFAULT_WINDOW: Window = '6h'

export interface OverviewSearch {
  window?: Window
  /** Where it ends, an instant; left out for now. */
  until?: string
}

export function parseOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const window = WINDOWS.find((it) => it === raw['window'])
  const until = typeof raw['until'] === 'string' ? Date.parse(raw['until']) : Number.NaN
  return {
    ...(window && window !== DEFAULT_WINDOW ? { window } : {}),
    ...(Number.isNaN(until) ? {} : { until: new Date(until).toISOString() }),
  }
}

export interface Span {
  from: number
  to: number
}

export function lengthOf(search: OverviewSearch): number {
  return WINDOW_MILLIS[search.window ?? DEFAULT_WINDOW]
}

/** What is shown. Where it ends now there is a little room for what comes. */
export function spanOf(search: OverviewSearch, now: number): Span {
  const length = lengthOf(search)
  const to = search.until === undefined ? now + length / 50 : Date.parse(search.until)
  return { from: to - length, to }
}

/** Half of it earlier or later; what would reach beyond now ends there. */
export function moved(search: OverviewSearch, by: 1 | -1, now: number): OverviewSearch {
  const { until, ...rest } = search
  const end = until === undefined ? now : Date.parse(until)
  const next = end + (by * lengthOf(search)) / 2
  return next >= now ? rest : { ...rest, until: new Date(next).toISOString() }
}

export function withWindow(search: OverviewSearch, window: Window): OverviewSearch {
  const { window: _, ...rest } = search
  return window === DEFAULT_WINDOW ? rest : { ...rest, window }
}
