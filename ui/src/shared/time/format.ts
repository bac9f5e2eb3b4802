// Writes instants and durations for people. Pure.
export interface TimeStyle {
  /** `browser`, `UTC` or an IANA name. */
  zone: string
  hours: '24' | '12'
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `14:03:22` today, `26 Nov, 14:03` this year, `26 Nov 2025` before. */
export function shortTime(instant: string, style: TimeStyle, now: number): string {
  const date = new Date(instant)
  const days = [date, new Date(now)].map((it) =>
    parts(it, style, { year: 'numeric', month: 'short', day: 'numeric' }),
  )
  const [then, today] = days as [Record<string, string>, Record<string, string>]
  const isToday =
    then['year'] === today['year'] &&
    then['month'] === today['month'] &&
    then['day'] === today['day']
  if (isToday) return clock(instant, style)
  const day = `${then['day'] ?? ''} ${then['month'] ?? ''}`
  if (then['year'] !== today['year']) return `${day} ${then['year'] ?? ''}`
  return `${day}, ${format(date, style, { hour: '2-digit', minute: '2-digit' })}`
}

/** `14:03:22`, with `.123` where it matters. */
export function clock(instant: string, style: TimeStyle, withMillis = false): string {
  return format(new Date(instant), style, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    ...(withMillis ? { fractionalSecondDigits: 3 as const } : {}),
  })
}

/** `26 Nov`. */
export function dayOf(instant: string, style: TimeStyle): string {
  const { day, month } = parts(new Date(instant), style, { month: 'short', day: 'numeric' })
  return `${day ?? ''} ${month ?? ''}`
}

/** `2026-11-26 14:03:22.123 UTC`. */
export function fullUtc(instant: string): string {
  const date = new Date(instant)
  return `${date.toISOString().replace('T', ' ').replace('Z', '')} UTC`
}

/** `just now`, `3 min ago`, `in 2 h`. */
export function relative(instant: string, now: number): string {
  const ahead = new Date(instant).getTime() - now
  const away = Math.abs(ahead)
  if (away < 5 * SECOND) return 'just now'
  const amount = coarse(away)
  return ahead > 0 ? `in ${amount}` : `${amount} ago`
}

function coarse(millis: number): string {
  if (millis < MINUTE) return `${Math.floor(millis / SECOND)} s`
  if (millis < HOUR) return `${Math.floor(millis / MINUTE)} min`
  if (millis < DAY) return `${Math.floor(millis / HOUR)} h`
  const days = Math.floor(millis / DAY)
  return `${days} ${days === 1 ? 'day' : 'days'}`
}

/** `340 ms`, `4.2 s`, `3 min 04 s`, `2 h 05 min`, `3 d 04 h`. */
export function duration(millis: number): string {
  const length = Math.max(0, millis)
  if (length < SECOND) return `${Math.round(length)} ms`
  if (length < MINUTE) return `${(Math.floor(length / 100) / 10).toFixed(1)} s`
  if (length < HOUR) return two(length, MINUTE, 'min', SECOND, 's')
  if (length < DAY) return two(length, HOUR, 'h', MINUTE, 'min')
  return two(length, DAY, 'd', HOUR, 'h')
}

function two(
  millis: number,
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string,
): string {
  const rest = Math.floor((millis % large) / small)
  return `${Math.floor(millis / large)} ${largeUnit} ${String(rest).padStart(2, '0')} ${smallUnit}`
}

export function zoneOf(style: TimeStyle): string | undefined {
  return style.zone === 'browser' ? undefined : style.zone
}

function format(date: Date, style: TimeStyle, options: Intl.DateTimeFormatOptions): string {
  return formatter(style, options).format(date)
}

function parts(
  date: Date,
  style: TimeStyle,
  options: Intl.DateTimeFormatOptions,
): Record<string, string> {
  return Object.fromEntries(
    formatter(style, options)
      .formatToParts(date)
      .map((it) => [it.type, it.value]),
  )
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one takes as long as using it a thousand times. */
function formatter(style: TimeStyle, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${style.zone} ${style.hours} ${JSON.stringify(options)}`
  const kept = formatters.get(key)
  if (kept) return kept
  const made = new Intl.DateTimeFormat('en-GB', {
    ...options,
    ...(options.hour
      ? { hourCycle: style.hours === '12' ? ('h12' as const) : ('h23' as const) }
      : {}),
    timeZone: zoneOf(style),
  })
  formatters.set(key, made)
  return made
}
