// Which heights and texts values have. Pure.
import { duration } from '../time/format'

/** What values are: lengths are seconds, counts are whole. */
export type Measured = 'length' | 'count' | 'number'

export interface Tick {
  value: number
  text: string
}

export interface Scale {
  /** How high a value stands, from 0 at the bottom to 1. */
  heightOf: (value: number) => number
  ticks: Tick[]
}

const LENGTHS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200],
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * 86_400),
]

interface Look {
  measured: Measured
  isLog: boolean
  /** About how many ticks there is room for. */
  room: number
}

export function scaleOf(values: readonly number[], look: Look): Scale {
  return look.isLog ? logScale(values, look) : linearScale(values, look)
}

/** Begins at 0, unless values are far from it and near each other. */
function linearScale(values: readonly number[], { measured, room }: Look): Scale {
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity)
  const least = values.reduce((a, b) => Math.min(a, b), Infinity)
  const isFar = measured === 'number' && least > 0 && most - least < most / 4 && most > least
  const [low, high] = [isFar ? least : Math.min(0, least), Math.max(most, 0)]
  const isFlat = !Number.isFinite(low) || !Number.isFinite(high) || low === high
  const step = isFlat ? 1 : stepOf((high - low) / room, measured)
  const from = isFlat ? 0 : Math.floor(low / step) * step
  const to = isFlat ? 1 : Math.max(Math.ceil(high / step) * step, from + step)
  const count = Math.round((to - from) / step)
  const ticks = Array.from({ length: count + 1 }, (_, index) => from + index * step)
  return {
    heightOf: (value) => (value - from) / (to - from),
    ticks: texts(ticks, measured),
  }
}

/** Longer where the short ones are the same. */
function texts(values: readonly number[], measured: Measured): Tick[] {
  const short = values.map((value) => ({ value, text: textOf(value, measured) }))
  if (new Set(short.map((it) => it.text)).size === short.length) return short
  return values.map((value) => ({ value, text: valueText(value, measured) }))
}

/** By powers of ten; what is not above 0 stands at the bottom. */
function logScale(values: readonly number[], { measured, room }: Look): Scale {
  const above = values.filter((it) => it > 0)
  const low = Math.floor(Math.log10(above.reduce((a, b) => Math.min(a, b), above[0] ?? 1)))
  const most = Math.log10(above.reduce((a, b) => Math.max(a, b), above[0] ?? 10))
  const high = Math.max(low + 1, Math.ceil(most))
  const every = Math.max(1, Math.ceil((high - low) / room))
  const ticks: Tick[] = []
  for (let power = low; power <= high; power += every) {
    ticks.push({ value: 10 ** power, text: textOf(10 ** power, measured) })
  }
  return {
    heightOf: (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : 0),
    ticks,
  }
}

/** 1, 2 or 5 times a power of ten that is at least as large; of lengths what people count in. */
export function stepOf(least: number, measured: Measured): number {
  if (measured === 'length' && least > 0.5) {
    const found = LENGTHS.find((it) => it >= least)
    if (found !== undefined) return found
  }
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map((it) => it * power).find((it) => it >= least * 0.999_999) ?? least
  return measured === 'count' ? Math.max(1, step) : step
}

const SIGNS = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 })

/** As short as it can be said, for an axis. */
export function textOf(value: number, measured: Measured): string {
  if (measured === 'length') return value === 0 ? '0' : lengthOf(value).replace(/ 00 \w+$/, '')
  if (Math.abs(value) >= 10_000) return COMPACT.format(value)
  return SIGNS.format(value)
}

/** As it is, for people. */
export function valueText(value: number | null | undefined, measured: Measured): string {
  if (value === null || value === undefined) return '–'
  if (measured === 'length') return lengthOf(value)
  return value.toLocaleString('en', { maximumSignificantDigits: 12 })
}

function lengthOf(seconds: number): string {
  if (seconds > 0 && seconds < 0.001) return `${SIGNS.format(seconds * 1e6).replace(/\..*/, '')} µs`
  return duration(Math.round(seconds * 1000)).replace(/\.0 s$/, ' s')
}

/** Places of the points that are named below the axis: at most one for each so many pixels, the last among them. */
export function named(slots: readonly number[], slotWidth: number, pixels: number): number[] {
  const found: number[] = []
  let next = Infinity
  for (let index = slots.length - 1; index >= 0; index--) {
    const at = (slots[index] ?? 0) * slotWidth
    if (next - at < pixels) continue
    found.unshift(index)
    next = at
  }
  return found
}
