// The filters of the runs page, and its address. Pure.
import type { RunFilter, RunStatus, TagInput } from '@/shared/api/generated/graphql'
import { hasEnded, RUN_STATUSES } from '@/shared/run/outcome'

export interface RunsSearch {
  status?: RunStatus[]
  job?: string
  /** Each `key=value`. */
  tag?: string[]
  root?: string
}

type Raw = Record<string, unknown>

export function parseRunsSearch(raw: Raw): RunsSearch {
  const status = listOf(raw['status'])
    .flatMap((it) => it.split(','))
    .map((it) => it.trim().toUpperCase())
    .filter((it): it is RunStatus => (RUN_STATUSES as readonly string[]).includes(it))
  const tag = listOf(raw['tag']).filter((it) => parseTag(it) !== undefined)
  return {
    ...(status.length > 0 ? { status: [...new Set(status)] } : {}),
    ...textOf('job', raw['job']),
    ...(tag.length > 0 ? { tag: [...new Set(tag)] } : {}),
    ...textOf('root', raw['root']),
  }
}

export function filterOf(search: RunsSearch): RunFilter {
  return {
    statuses: search.status ?? [],
    ...(search.job ? { job: search.job } : {}),
    ...(search.root ? { root: search.root } : {}),
    tags: (search.tag ?? []).map(parseTag).filter((it) => it !== undefined),
  }
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
