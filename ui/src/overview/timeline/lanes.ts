// Where the runs of each job stand in a part of time. Pure.
import type { RunRow } from '@/shared/run/run-cells'
import { hasEnded } from '@/shared/run/outcome'

export interface TimelineRow {
  location: string
  job: string
  runs: RunRow[]
  /** How many older ones overlap the time besides. */
  leftOut: number
}

export interface Scale {
  from: number
  to: number
  width: number
}

/** A run, or several that stand too close to be told apart; in pixels. */
export interface Item {
  key: string
  /** The newest first. */
  runs: RunRow[]
  left: number
  right: number
  /** Where it began to run; all before it is waiting. The same as `right` when it only waited. */
  began: number
  track: number
}

export interface Lane {
  job: string
  location: string
  items: Item[]
  tracks: number
  count: number
  failed: number
  running: number
  leftOut: number
}

/** A run is drawn no narrower. */
const NARROWEST = 9
/** Of those that are narrower, as many as begin within so many pixels are one. */
const BUCKET = 24
const GAP = 2
const MOST_TRACKS = 4

/** Lays what is told of runs over what was read; a run that was not there comes into the row of its job. */
export function withTold(
  rows: readonly TimelineRow[],
  told: Iterable<RunRow>,
  span: { from: number; to: number },
): TimelineRow[] {
  const runs = new Map([...told].map((run) => [run.id, run]))
  const known = new Set(rows.flatMap((row) => row.runs.map((run) => run.id)))
  const laid = new Map(
    rows.map((row) => [
      `${row.location} ${row.job}`,
      { ...row, runs: row.runs.map((run) => runs.get(run.id) ?? run) },
    ]),
  )
  for (const run of runs.values()) {
    if (known.has(run.id) || !overlaps(run, span)) continue
    const key = `${run.location} ${run.job}`
    const row = laid.get(key) ?? { location: run.location, job: run.job, runs: [], leftOut: 0 }
    // Of those that were left out it may be one.
    const oldest = row.runs.at(-1)?.id
    if (row.leftOut > 0 && oldest !== undefined && run.id < oldest) continue
    const newest = [...row.runs, run].sort((a, b) => (a.id < b.id ? 1 : -1))
    laid.set(key, { ...row, runs: newest })
  }
  return [...laid.values()]
}

function overlaps(run: RunRow, span: { from: number; to: number }): boolean {
  const ended = run.ended === null ? Infinity : Date.parse(run.ended)
  return Date.parse(run.created) < span.to && ended >= span.from
}

/** Jobs with failures come first, then those that run, then the others by name. */
export function lanesOf(rows: readonly TimelineRow[], scale: Scale, now: number): Lane[] {
  const rank = (lane: Lane) => (lane.failed > 0 ? 0 : lane.running > 0 ? 1 : 2)
  return rows
    .map((row) => laneOf(row, scale, now))
    .filter((lane) => lane.count > 0)
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.job.localeCompare(b.job) || a.location.localeCompare(b.location),
    )
}

function laneOf(row: TimelineRow, scale: Scale, now: number): Lane {
  const runs = row.runs.filter((run) => overlaps(run, scale))
  const items = placed(
    joined(
      runs.map((run) => itemOf(run, scale, now)),
      scale.width,
    ),
  )
  return {
    job: row.job,
    location: row.location,
    items,
    tracks: Math.max(1, ...items.map((item) => item.track + 1)),
    count: runs.length,
    failed: runs.filter((run) => run.status === 'FAILED').length,
    running: runs.filter((run) => !hasEnded(run.status)).length,
    leftOut: row.leftOut,
  }
}

function itemOf(run: RunRow, scale: Scale, now: number): Item {
  const x = (time: number) => ((time - scale.from) / (scale.to - scale.from)) * scale.width
  const created = Date.parse(run.created)
  const ended = run.ended === null ? Math.max(now, created) : Date.parse(run.ended)
  // What begins at the very end is wide enough to be met, too.
  const left = Math.min(Math.max(x(created), 0), scale.width - NARROWEST)
  const right = Math.max(Math.min(x(ended), scale.width), left + NARROWEST)
  const began = run.started === null ? right : Math.max(left, x(Date.parse(run.started)))
  // Of a narrow one there is no room to tell waiting apart, unless it did nothing else.
  const isNarrow = right - left <= NARROWEST && run.started !== null
  return { key: run.id, runs: [run], left, right, began: isNarrow ? left : began, track: 0 }
}

/** Narrow ones that begin close to each other as one. */
function joined(items: Item[], width: number): Item[] {
  const wide: Item[] = []
  const buckets = new Map<number, Item[]>()
  // What is left of the width behind it would be too narrow.
  const last = Math.max(0, Math.floor(width / BUCKET) - 1)
  for (const item of items) {
    if (item.right - item.left > NARROWEST) wide.push(item)
    else {
      const place = Math.min(Math.floor(item.left / BUCKET), last)
      buckets.set(place, [...(buckets.get(place) ?? []), item])
    }
  }
  const narrow = [...buckets].map(([place, members]) => {
    const first = members[0] as Item
    if (members.length === 1) return first
    const left = place * BUCKET
    return groupOf(members, left, left + BUCKET - GAP)
  })
  return [...wide, ...narrow].sort((a, b) => a.left - b.left)
}

function groupOf(members: Item[], left: number, right: number): Item {
  const runs = members.flatMap((item) => item.runs).sort((a, b) => (a.id < b.id ? 1 : -1))
  return { key: `group ${runs[0]?.id ?? ''}`, runs, left, right, began: left, track: 0 }
}

/** Each on the first track that has room; what finds none is one with the last of the last track. */
function placed(items: Item[]): Item[] {
  const tracks: Item[][] = []
  for (const item of items) {
    const free = tracks.findIndex((track) => (track.at(-1)?.right ?? 0) + GAP <= item.left)
    const track = free >= 0 ? free : tracks.length
    if (track < MOST_TRACKS) {
      tracks[track] = [...(tracks[track] ?? []), { ...item, track }]
      continue
    }
    const last = tracks[MOST_TRACKS - 1] ?? []
    const before = last.pop()
    if (!before) continue
    const group = groupOf([before, item], before.left, Math.max(before.right, item.right))
    last.push({ ...group, track: MOST_TRACKS - 1 })
  }
  return tracks.flat()
}

const BY_WORTH: readonly RunRow['status'][] = [
  'FAILED',
  'CANCELING',
  'STARTED',
  'STARTING',
  'QUEUED',
  'CANCELED',
  'SUCCEEDED',
]

/** The state that is most worth knowing. */
export function worstOf(runs: readonly RunRow[]): RunRow['status'] {
  return BY_WORTH.find((status) => runs.some((run) => run.status === status)) ?? 'SUCCEEDED'
}

/** Between which times runs were created: from the first, and before just after the last. */
export function createdIn(runs: readonly RunRow[]): { from: string; to: string } {
  const times = runs.map((run) => Date.parse(run.created))
  const at = (millis: number) => new Date(millis).toISOString()
  return { from: at(Math.min(...times)), to: at(Math.max(...times) + 1) }
}
