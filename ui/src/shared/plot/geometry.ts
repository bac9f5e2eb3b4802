// Where everything of a plot stands in pixels. Pure.
import type { PlotData, PlotSeries } from './model'
import {
  bars,
  crosses,
  cutsOf,
  dots,
  linePath,
  stretches,
  thinned,
  triangles,
  type Point,
} from './path'
import { place, type Placed } from './place'
import { named, scaleOf, textOf, type Tick } from './scale'

export interface Size {
  width: number
  height: number
}

export const EDGE = { left: 66, right: 14, top: 18, bottom: 24 }

/** Between two names below the axis. */
const NAME_PIXELS = 104

/** More than so many pixels for a point, and each is a dot. */
const DOT_PIXELS = 5

/** Between two texts, one above the other. */
const TEXT_PIXELS = 15

export interface Geometry {
  placed: Placed
  inner: Size
  /** Pixels from the left for a slot's middle. */
  xOf: (slot: number) => number
  yOf: (value: number) => number
  rows: (Tick & { y: number })[]
  names: { index: number; x: number }[]
  holes: { x: number; width: number; missing: number }[]
  levels: { name: string; y: number; textY: number; text: string }[]
  codes: { index: number; x: number }[]
  lines: { series: PlotSeries; path: string; dots: string }[]
  failed: string
  slow: string
}

export function geometryOf(data: PlotData, size: Size, isLog: boolean): Geometry {
  const inner = {
    width: Math.max(10, size.width - EDGE.left - EDGE.right),
    height: Math.max(10, size.height - EDGE.top - EDGE.bottom),
  }
  const { points, series, levels, flags } = data
  const placed = place(
    points.map((it) => it.key),
    data.by,
  )
  const slotWidth = inner.width / Math.max(1, placed.width)
  const measured = series[0]?.measured ?? 'number'
  const values = series.flatMap((it) => it.values.filter((value) => value !== null))
  const scale = scaleOf([...values, ...levels.map((it) => it.value)], {
    measured,
    isLog,
    room: Math.max(2, inner.height / 44),
  })
  const xOf = (slot: number) => EDGE.left + (slot + 0.5) * slotWidth
  const yOf = (value: number) => EDGE.top + (1 - scale.heightOf(value)) * inner.height
  const cuts = cutsOf(placed.slots, placed.holes)
  const at = (it: PlotSeries) =>
    it.values.map((value, index): Point | null =>
      value === null ? null : { x: xOf(placed.slots[index] ?? 0), y: yOf(value) },
    )
  const xOfPoint = (index: number) => xOf(placed.slots[index] ?? 0)
  const bottom = EDGE.top + inner.height
  const first = series[0]?.values ?? []
  const flagged = (places: ReadonlySet<number>) =>
    [...places].map((index) => {
      const value = series.map((it) => it.values[index]).find((it) => it !== null) ?? first[index]
      return {
        x: xOfPoint(index),
        y: value === null || value === undefined ? bottom - 6 : yOf(value),
      }
    })
  return {
    placed,
    inner,
    xOf,
    yOf,
    rows: scale.ticks.map((tick) => ({ ...tick, y: yOf(tick.value) })),
    names: named(placed.slots, slotWidth, NAME_PIXELS).map((index) => ({
      index,
      x: xOfPoint(index),
    })),
    holes: placed.holes.map(({ from, to, missing }) => ({
      x: EDGE.left + from * slotWidth,
      width: (to - from) * slotWidth,
      missing,
    })),
    levels: levelsOf(data, yOf, bottom),
    codes: points.flatMap((it, index) => (it.isNewCode ? [{ index, x: xOfPoint(index) }] : [])),
    lines: series.map((it) => linesOf(it, at(it), cuts, slotWidth, bottom)),
    failed: crosses(flagged(flags.failed)),
    slow: triangles(flagged(flags.slow)),
  }
}

function linesOf(
  series: PlotSeries,
  at: (Point | null)[],
  cuts: ReadonlySet<number>,
  slotWidth: number,
  bottom: number,
): Geometry['lines'][number] {
  const known = at.filter((it) => it !== null)
  if (series.look === 'bars') {
    const width = Math.min(18, Math.max(1, slotWidth * 0.7))
    return { series, path: bars(known, width, bottom), dots: '' }
  }
  const all = stretches(at, cuts)
  const hasDots = series.look === 'solid' && slotWidth > DOT_PIXELS
  return { series, path: linePath(all.map(thinned)), dots: hasDots ? dots(known) : '' }
}

/** Texts of two that are near stand on either side of their lines; none reaches below the picture or into another. */
function levelsOf(
  { levels, series }: PlotData,
  yOf: (value: number) => number,
  bottom: number,
): Geometry['levels'] {
  const measured = series[0]?.measured ?? 'number'
  const sorted = levels.toSorted((a, b) => a.value - b.value)
  let lowest = bottom - 4
  return sorted.map((level, index) => {
    const y = yOf(level.value)
    const above = sorted[index + 1]
    const isNear = above !== undefined && y - yOf(above.value) < TEXT_PIXELS
    const textY = Math.min(isNear ? y + 12 : y - 4, lowest)
    lowest = textY - TEXT_PIXELS
    return { name: level.name, y, textY, text: textOf(level.value, measured) }
  })
}
