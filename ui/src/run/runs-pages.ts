// Pages of runs that were loaded, brought up to date by the newest. Pure.
import type { RunRow } from '@/shared/run/run-cells'

export interface RunsPage {
  runs: RunRow[]
  before: string | null
}

/** Lays the newest runs over what was loaded; what came in between is not left out. */
export function mergeNewest(pages: RunsPage[], newest: RunsPage): RunsPage[] {
  const known = new Set(pages.flatMap((page) => page.runs.map((run) => run.id)))
  const last = newest.runs.at(-1)
  const isJoined = newest.before === null || newest.runs.some((run) => known.has(run.id))
  if (!isJoined || !last) return [newest]
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
