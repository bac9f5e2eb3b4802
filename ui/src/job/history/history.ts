// The answers about runs that were, as what is plotted. Pure.
import type { HistoryBy, JobHistoryQuery, JobStepsQuery } from '@/shared/api/generated/graphql'
import type { Level, PlotData, PlotSeries } from '@/shared/plot/model'

type Rows = Pick<JobHistoryQuery['last'], 'series'>

/** How long it took, and what it waited. */
export function lengthsOf(answer: JobHistoryQuery, by: HistoryBy): PlotData {
  const { total, last, waiting, failures } = answer
  const count = total.points.length
  const of = (key: string, name: string, rows: Rows, look: PlotSeries['look']) =>
    seriesOf(key, name, rows, look, 'length', count)
  return {
    points: total.points,
    series: [
      of('total', 'with all attempts', total, 'solid'),
      ...(differs(total, last) ? [of('last', 'last attempt', last, 'dashed')] : []),
      of('waiting', 'waiting before', waiting, 'dotted'),
    ],
    levels: levelsOf(total),
    flags: {
      failed: failedIn(failures, total.points.length),
      slow: new Set(total.series[0]?.slow),
    },
    by,
  }
}

/** How often it was tried again, and whether it failed. */
export function countsOf(answer: JobHistoryQuery, by: HistoryBy): PlotData {
  const { total, retries, failures } = answer
  return {
    points: total.points,
    series: [seriesOf('retries', 'retries', retries, 'bars', 'count', total.points.length)],
    levels: [],
    flags: { failed: failedIn(failures, total.points.length), slow: new Set() },
    by,
  }
}

/** A step over all runs, in a line. */
export interface StepLine {
  step: string
  values: readonly (number | null)[]
  failed: ReadonlySet<number>
  slow: ReadonlySet<number>
  /** How many runs it began in. */
  count: number
  median: number | null
  p95: number | null
}

export function stepLines(answer: Pick<JobStepsQuery, 'lengths' | 'failures'>): StepLine[] {
  const failures = new Map(answer.failures.series.map((it) => [it.step, it]))
  return answer.lengths.series.flatMap(({ step, values, median, p95, slow }) => {
    if (step === null) return []
    const failed = failedIn({ series: [failures.get(step) ?? { values: [] }] }, values.length)
    const count = values.filter((value, index) => value !== null || failed.has(index)).length
    return [{ step, values, failed, slow: new Set(slow), count, median, p95 }]
  })
}

function seriesOf(
  key: string,
  name: string,
  rows: Rows,
  look: PlotSeries['look'],
  measured: PlotSeries['measured'],
  count: number,
): PlotSeries {
  const found = rows.series[0]?.values ?? []
  // A run that ended between two of the answers is in one of them.
  const values = found.length === count ? found : Array.from({ length: count }, () => null)
  return { key, name, values, look, measured }
}

function levelsOf({ series: [first] }: Rows): Level[] {
  if (!first) return []
  return [
    ...(first.median === null ? [] : [{ name: 'median', value: first.median }]),
    ...(first.p95 === null ? [] : [{ name: 'p95', value: first.p95 }]),
  ]
}

function failedIn(
  { series }: { series: { values: (number | null)[] }[] },
  count: number,
): Set<number> {
  const values = series[0]?.values ?? []
  if (values.length !== count) return new Set()
  return new Set(values.flatMap((value, index) => (value !== null && value > 0 ? [index] : [])))
}

/** Of runs without retries the last attempt is the only one. */
function differs(total: Rows, last: Rows): boolean {
  const all = total.series[0]?.values ?? []
  const others = last.series[0]?.values ?? []
  return all.some(
    (value, index) => value !== null && others[index] != null && others[index] !== value,
  )
}
