// The filters of the runs page, and its address. Pure.
import type { RunFilter, RunStatus, TagInput } from '@/shared/api/generated/graphql'
import { hasEnded, RUN_STATUSES } from '@/shared/run/outcome'
import { WINDOW_MILLIS, WINDOWS, type Window } from '@/shared/time/window'

export interface RunsSearch {
  status?: RunStatus[]
  job?: string
  /** Each `key=value`. */
  tag?: string[]
  root?: string
  location?: string
  /** The partitions it was launched for, in the same words. */
  partition?: string
  /** What its reason has somewhere. */
  text?: string
  /** How its id begins. */
  id?: string
  /** Created not longer ago. */
  since?: Window
  /** Created then or later, and before; instants. */
  from?: string
  to?: string
}

const LONGEST_TEXT = 200

type Raw = Record<string, unknown>

export function parseRunsSearch(raw: Raw): RunsSearch {
  const status = listOf(raw['status'])
    .flatMap((it) => it.split(','))
    .map((it) => it.trim().toUpperCase())
    .filter((it): it is RunStatus => (RUN_STATUSES as readonly string[]).includes(it))
  const tag = listOf(raw['tag']).filter((it) => parseTag(it) !== undefined)
  const since = WINDOWS.find((it) => it === raw['since'])
  return {
    ...(status.length > 0 ? { status: [...new Set(status)] } : {}),
    ...textOf('job', raw['job']),
    ...(tag.length > 0 ? { tag: [...new Set(tag)] } : {}),
    ...textOf('root', raw['root']),
    ...textOf('location', raw['location']),
    ...textOf('partition', raw['partition']),
    ...textOf('text', raw['text']),
    ...textOf('id', raw['id']),
    // What is counted from now leaves no room for another time.
    ...(since ? { since } : { ...instantOf('from', raw['from']), ...instantOf('to', raw['to']) }),
  }
}

/** @param now what `since` is counted from */
export function filterOf(search: RunsSearch, now: number): RunFilter {
  const from = search.since ? new Date(sinceOf(search.since, now)).toISOString() : search.from
  const { to } = search
  const created = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  return {
    statuses: search.status ?? [],
    ...(search.job ? { job: search.job } : {}),
    ...(search.root ? { root: search.root } : {}),
    tags: (search.tag ?? []).map(parseTag).filter((it) => it !== undefined),
    ...(search.location ? { location: search.location } : {}),
    ...(search.partition ? { partitions: search.partition } : {}),
    ...(search.text ? { text: search.text.slice(0, LONGEST_TEXT) } : {}),
    ...(search.id ? { idPrefix: search.id.toLowerCase() } : {}),
    ...(from || to ? { created } : {}),
  }
}

export function sinceOf(since: Window, now: number): number {
  return now - WINDOW_MILLIS[since]
}

/** The states in which runs that pass go on. */
export function activeOf(statuses: readonly RunStatus[] | undefined): RunStatus[] {
  return (statuses ?? RUN_STATUSES).filter((status) => !hasEnded(status))
}

/** `key=value`; the value may have further `=`. */
export function parseTag(text: string): TagInput | undefined {
  const at = text.indexOf('=')
  const key = text.slice(0, at).trim()
  const value = text.slice(at + 1).trim()
  return at > 0 && key !== '' && value !== '' ? { key, value } : undefined
}

export function isFiltered(search: RunsSearch): boolean {
  return Object.keys(search).length > 0
}

function listOf(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((it): it is string => typeof it === 'string')
}

function textOf<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const text = typeof value === 'string' ? value.trim() : ''
  return text === '' ? {} : ({ [key]: text } as Partial<Record<K, string>>)
}

function instantOf<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const millis = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(millis)) return {}
  return { [key]: new Date(millis).toISOString() } as Partial<Record<K, string>>
}
