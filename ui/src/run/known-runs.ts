// The runs that are known of those that pass a filter, from what was read and told of them. What is newer is laid over
// what is older, whichever of them came first. Pure.
import { hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'

export interface RunsPage {
  runs: RunRow[]
  /** The cursor of what is older; null when there is nothing. */
  before: string | null
}

/** All that pass and are older than the cursor `under`, or the newest, as far as the page goes. */
export interface PagePart {
  type: 'page'
  /** When it was asked for or told. */
  at: number
  under: string | null
  page: RunsPage
}

/** Those that go on, wherever they stand. */
export interface ActivePart {
  type: 'active'
  at: number
  page: RunsPage
}

export type Part = PagePart | ActivePart

/** The newest without a gap, as far as they are known. */
export type Known = RunsPage

/** Lays parts over what is known, each over those that are older than it. */
export function layAll(known: Known | undefined, parts: readonly Part[]): Known | undefined {
  return [...parts].sort((a, b) => a.at - b.at).reduce(lay, known)
}

function lay(known: Known | undefined, part: Part): Known | undefined {
  if (part.type === 'active') return known && layActive(known, part.page)
  if (part.under === null) return layNewest(known, part.page)
  return known && layOlder(known, part.under, part.page)
}

function layActive(known: Known, { runs }: RunsPage): Known {
  const told = new Map(runs.map((run) => [run.id, run]))
  return { ...known, runs: known.runs.map((run) => told.get(run.id) ?? run) }
}

function layNewest(known: Known | undefined, page: RunsPage): Known {
  const last = page.runs.at(-1)
  // There is nothing older, or what was known does not go on from it.
  if (!known || page.before === null || !last) return page
  if (!known.runs.some((run) => run.id >= last.id)) return page
  const older = known.runs.filter((run) => run.id < last.id)
  if (older.length === 0) return page
  return { runs: [...page.runs, ...older], before: known.before }
}

function layOlder(known: Known, under: string, page: RunsPage): Known {
  // What was asked for under a run that is beyond what is known would leave a gap.
  if (known.before !== null && under < known.before) return known
  const newer = known.runs.filter((run) => run.id >= under)
  const last = page.runs.at(-1)
  const isEnd = page.before === null || !last
  const older = isEnd ? [] : known.runs.filter((run) => run.id < last.id)
  const before = older.length > 0 ? known.before : page.before
  return { runs: [...newer, ...page.runs, ...older], before }
}

/**
 * The cursor of the page to ask for again, as it begins with a run older than the newest that are told, which went on and
 * is not among those that do: it has ended, left the filter, or was deleted. Undefined when there is none.
 */
export function staleCursor(known: Known, newest: RunsPage, active: RunsPage): string | undefined {
  const lastTold = newest.runs.at(-1)?.id
  if (newest.before === null || lastTold === undefined) return undefined
  const told = new Set(active.runs.map((run) => run.id))
  // Of what is older than the last of them nothing is known.
  const end = active.before === null ? undefined : active.runs.at(-1)?.id
  const stale = known.runs.findIndex(
    ({ id, status }) =>
      id < lastTold && !hasEnded(status) && !told.has(id) && (end === undefined || id > end),
  )
  return stale < 0 ? undefined : known.runs[stale - 1]?.id
}

/** Whether a run goes on that is older than the newest that are told. */
export function hasOlderActive(known: Known, newest: RunsPage | undefined): boolean {
  const lastTold = newest?.runs.at(-1)?.id
  if (lastTold === undefined || newest?.before === null) return false
  return known.runs.some((run) => run.id < lastTold && !hasEnded(run.status))
}
