// What a plot is made of, and what it says in words. Pure.
import type { HistoryBy } from '../api/generated/graphql'
import { valueText, type Measured } from './scale'

export interface PlotPoint {
  /** The id of the run, its scheduled time or its partition; of an asset the number of the fact. */
  key: string
  run: string | null
  time: string
  codeVersion: string | null
  isNewCode: boolean
}

export interface PlotSeries {
  key: string
  name: string
  /** One for each point; null where there is none. */
  values: readonly (number | null)[]
  look: 'solid' | 'dashed' | 'dotted' | 'bars'
  measured: Measured
}

export interface Level {
  name: string
  value: number
}

/** What is told of points beside their values; by their places. */
export interface Flags {
  failed: ReadonlySet<number>
  slow: ReadonlySet<number>
}

export const NO_FLAGS: Flags = { failed: new Set(), slow: new Set() }

export interface PlotData {
  points: readonly PlotPoint[]
  series: readonly PlotSeries[]
  levels: readonly Level[]
  flags: Flags
  by: HistoryBy
}

/** The part between two points, by their keys; all of it when one of them is not there any more. */
export function zoomed(data: PlotData, zoom: readonly [string, string] | undefined): PlotData {
  if (!zoom) return data
  const ends = zoom.map((key) => data.points.findIndex((it) => it.key === key))
  const [from = -1, to = -1] = ends
  if (from < 0 || to < from) return data
  const cut = (places: ReadonlySet<number>) =>
    new Set([...places].filter((it) => it >= from && it <= to).map((it) => it - from))
  return {
    ...data,
    points: data.points.slice(from, to + 1),
    series: data.series.map((it) => ({ ...it, values: it.values.slice(from, to + 1) })),
    flags: { failed: cut(data.flags.failed), slow: cut(data.flags.slow) },
  }
}

/** What is to be said of a point beside its values. */
export function remarks(data: PlotData, index: number): string[] {
  return [
    ...(data.flags.failed.has(index) ? ['failed'] : []),
    ...(data.flags.slow.has(index) ? ['slow: more than twice the median of 14 days'] : []),
    ...(data.points[index]?.isNewCode ? ['the first with other code'] : []),
  ]
}

/** The picture in a sentence, for whoever does not see it. */
export function summary(name: string, data: PlotData): string {
  const { points, series, levels, flags } = data
  if (points.length === 0) return `${name}: no points`
  const [first] = series
  const values = (first?.values ?? []).filter((it) => it !== null)
  const range =
    first && values.length > 0
      ? `, ${first.name} from ${valueText(least(values), first.measured)} to ${valueText(most(values), first.measured)}`
      : ''
  const at = levels
    .map((it) => `, ${it.name} ${valueText(it.value, first?.measured ?? 'number')}`)
    .join('')
  const flagged = [
    ...(flags.failed.size > 0 ? [`, ${flags.failed.size} failed`] : []),
    ...(flags.slow.size > 0 ? [`, ${flags.slow.size} slow`] : []),
  ].join('')
  return `${name}: ${points.length} ${points.length === 1 ? 'point' : 'points'}${range}${at}${flagged}`
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity)
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity)
}
