// Time to pixels, and the marks of the axis. Pure.
export interface Scale {
  from: number
  to: number
  width: number
}

export function xOf(scale: Scale, time: number): number {
  return ((time - scale.from) / (scale.to - scale.from)) * scale.width
}

export function timeOf(scale: Scale, x: number): number {
  return scale.from + (x / scale.width) * (scale.to - scale.from)
}

const SHORTEST = 10

/** Nearer by a factor around a time, never out of `whole`. */
export function zoomed(scale: Scale, whole: Scale, around: number, factor: number): Scale {
  const length = Math.max(SHORTEST, (scale.to - scale.from) * factor)
  if (length >= whole.to - whole.from) return whole
  const share = (around - scale.from) / (scale.to - scale.from)
  return moved(
    { ...scale, from: around - share * length, to: around + (1 - share) * length },
    whole,
  )
}

/** As it is, but within `whole`. */
export function moved(scale: Scale, whole: Scale): Scale {
  const length = Math.min(scale.to - scale.from, whole.to - whole.from)
  const from = Math.min(Math.max(scale.from, whole.from), whole.to - length)
  return { ...scale, from, to: from + length }
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((it) => it * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((it) => it * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48, 168].map((it) => it * HOUR),
]

export interface Tick {
  /** After the beginning. */
  offset: number
  text: string
}

/** Marks at round distances from the beginning, at least 80 pixels apart. */
export function ticksOf(scale: Scale, beginning: number): Tick[] {
  const least = ((scale.to - scale.from) / Math.max(scale.width, 1)) * 80
  const step = STEPS.find((it) => it >= least) ?? 168 * HOUR
  const ticks: Tick[] = []
  const first = Math.ceil((scale.from - beginning) / step) * step
  for (let offset = first; beginning + offset <= scale.to && ticks.length < 100; offset += step) {
    ticks.push({ offset, text: offsetText(offset, step) })
  }
  return ticks
}

function offsetText(offset: number, step: number): string {
  if (offset === 0) return '0'
  if (step < SECOND) {
    return offset < SECOND && step >= 1 ? `${offset} ms` : `${trim(offset / SECOND, 3)} s`
  }
  if (offset < MINUTE) return `${offset / SECOND} s`
  const hours = Math.floor(offset / HOUR)
  const minutes = Math.floor((offset % HOUR) / MINUTE)
  const seconds = Math.floor((offset % MINUTE) / SECOND)
  const text = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    seconds > 0 ? `${seconds} s` : '',
  ]
  return text.filter(Boolean).join(' ')
}

function trim(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
