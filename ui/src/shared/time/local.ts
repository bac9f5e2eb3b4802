// Instants as people write them in their zone, such as 2026-11-26T14:03. Pure.
import { zoneOf, type TimeStyle } from './format'

const MINUTE = 60_000

/** To the minute. */
export function localOf(instant: string, style: TimeStyle): string {
  const millis = Date.parse(instant)
  return new Date(millis + offsetOf(millis, style)).toISOString().slice(0, 16)
}

/** Undefined when it is not one; of a time that was twice the first, one that was skipped is as much later. */
export function instantOf(local: string, style: TimeStyle): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(local)) return undefined
  const asUtc = Date.parse(`${local.slice(0, 16)}Z`)
  if (Number.isNaN(asUtc)) return undefined
  const day = 24 * 60 * MINUTE
  const offsets = [offsetOf(asUtc - day, style), offsetOf(asUtc + day, style)]
  const fits = offsets.map((it) => asUtc - it).filter((it) => it + offsetOf(it, style) === asUtc)
  const millis = fits.length > 0 ? Math.min(...fits) : asUtc - (offsets[0] ?? 0)
  return new Date(millis).toISOString()
}

/** How far the clocks of the zone are before UTC at an instant. */
function offsetOf(millis: number, style: TimeStyle): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zoneOf(style),
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(new Date(millis))
      .map((it) => [it.type, Number(it.value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(millis / MINUTE) * MINUTE
}
