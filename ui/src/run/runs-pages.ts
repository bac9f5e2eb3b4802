// Pages of runs that were loaded, brought up to date by the newest. Pure.
import { hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'

export interface RunsPage {
  runs: RunRow[]
  before: string | null
}

/** Lays the newest runs over what was loaded; what came in between is not left out. */
export function mergeNewest(pages: RunsPage[], newest: RunsPage): RunsPage[] {
  const known = new Set(pages.flatMap((page) => page.runs.map((run) => run.id)))
  const last = newest.runs.at(-1)
  const isJoined = newest.runs.some((run) => known.has(run.id))
  // There is nothing older, or what was loaded does not go on from it.
  if (newest.before === null || !isJoined || !last) return [newest]
  const fresh = new Set(newest.runs.map((run) => run.id))
  // What the newest page would show and does not has left the filter, or was deleted.
  const rest = pages
    .flatMap((page) => page.runs)
    .filter((run) => !fresh.has(run.id) && run.id < last.id)
  const end = pages.at(-1)?.before ?? null
  if (rest.length === 0) return [newest]
  return [
    { runs: newest.runs, before: last.id },
    { runs: rest, before: end },
  ]
}

/** Lays runs that go on over those that were loaded beyond the newest page. */
export function patchOlder(pages: RunsPage[], active: RunsPage): RunsPage[] {
  const told = new Map(active.runs.map((run) => [run.id, run]))
  return pages.map((page, i) =>
    i === 0 ? page : { ...page, runs: page.runs.map((run) => told.get(run.id) ?? run) },
  )
}

/**
 * The cursor of the page to ask for again, as it begins with a run beyond the newest page that went on and is not among
 * those that do: it has ended, left the filter, or was deleted. Undefined when there is none.
 */
export function staleCursor(pages: RunsPage[], active: RunsPage): string | undefined {
  const [newest, ...older] = pages
  const told = new Set(active.runs.map((run) => run.id))
  // Of what is older than the last of them nothing is known.
  const end = active.before === null ? undefined : active.runs.at(-1)?.id
  const rows = older.flatMap((page) => page.runs)
  const stale = rows.findIndex(
    (run) => !hasEnded(run.status) && !told.has(run.id) && (end === undefined || run.id > end),
  )
  return stale < 0 ? undefined : (rows[stale - 1] ?? newest?.runs.at(-1))?.id
}

/** Lays a page that was asked for again over what was loaded. */
export function mergeOlder(pages: RunsPage[], cursor: string, page: RunsPage): RunsPage[] {
  const rows = pages.flatMap((it) => it.runs)
  const newer = rows.filter((run) => run.id >= cursor)
  const end = page.runs.at(-1)?.id
  const older = page.before === null || !end ? [] : rows.filter((run) => run.id < end)
  const before = older.length > 0 ? (pages.at(-1)?.before ?? null) : page.before
  const first = newer.slice(0, pages[0]?.runs.length)
  const rest = [...newer.slice(first.length), ...page.runs, ...older]
  return [
    { runs: first, before: first.at(-1)?.id ?? null },
    { runs: rest, before },
  ]
}
