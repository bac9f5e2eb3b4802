// The marks of an axis of clock times. Pure.
import { type TimeStyle, clock, dayOf } from '@/shared/time/format'
import { instantOf, localOf } from '@/shared/time/local'
import type { Scale } from './lanes'

export interface Tick {
  at: number
  text: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const STEPS = [
  ...[5, 10, 15, 30].map((it) => it * MINUTE),
  ...[1, 2, 3, 6, 12, 24, 48].map((it) => it * HOUR),
]
const MOST = 40

/** At round times of the viewer's zone, at least 90 pixels apart; midnight has its day. */
export function ticksOf(scale: Scale, style: TimeStyle): Tick[] {
  const least = ((scale.to - scale.from) / Math.max(scale.width, 1)) * 90
  const step = STEPS.find((it) => it >= least) ?? 7 * DAY
  const local = Date.parse(`${localOf(new Date(scale.from).toISOString(), style)}Z`)
  const ticks: Tick[] = []
  for (let wall = Math.ceil(local / step) * step; ticks.length < MOST; wall += step) {
    const instant = instantOf(new Date(wall).toISOString(), style)
    const at = instant === undefined ? Number.NaN : Date.parse(instant)
    if (!instant || !(at <= scale.to)) break
    // A time that the clocks skip is the one after it.
    if (at < scale.from || at === ticks.at(-1)?.at) continue
    const isDay = wall % DAY === 0
    ticks.push({
      at,
      text: isDay ? dayOf(instant, style) : clock(instant, style).replace(/:\d\d(?= |$)/, ''),
    })
  }
  return ticks
}
