// Which lines of a log are shown, and where a text is in them. Pure.
import { categoryOf, levelOf, LEVELS, type Category, type Level, type LogEvent } from './event-look'

export interface LogFilter {
  step?: string | undefined
  /** This and what is worse. */
  level: Level
  hidden: ReadonlySet<Category>
  text: string
  /** Whether lines without the text are left out. */
  isOnly: boolean
}

export interface Shown {
  /** Indexes into the events. */
  lines: number[]
  /** Indexes into `lines` of those that have the text. */
  matches: number[]
  /** How many events were looked at. */
  seen: number
  /** How many lines were shown and are not kept any more. */
  gone: number
}

export function showNothing(): Shown {
  return { lines: [], matches: [], seen: 0, gone: 0 }
}

/** Looks at the events that came since; what was shown before stays as it is. */
export function showMore(shown: Shown, events: readonly LogEvent[], filter: LogFilter): Shown {
  const least = LEVELS.indexOf(filter.level)
  const needle = filter.text.toLowerCase()
  const { lines, matches } = shown
  for (let i = shown.seen; i < events.length; i++) {
    const event = events[i]
    if (!event) break
    if (filter.step !== undefined && event.step !== filter.step) continue
    if (least > 0 && LEVELS.indexOf(levelOf(event)) < least) continue
    if (filter.hidden.size > 0 && filter.hidden.has(categoryOf(event))) continue
    const isMatch = needle !== '' && hasText(event, needle)
    if (filter.isOnly && needle !== '' && !isMatch) continue
    if (isMatch) matches.push(lines.length)
    lines.push(i)
  }
  return { lines, matches, seen: events.length, gone: shown.gone }
}

/** The same when the first events are not kept any more. */
export function withoutFirst(shown: Shown, count: number): Shown {
  const at = shown.lines.findIndex((line) => line >= count)
  const gone = at < 0 ? shown.lines.length : at
  return {
    lines: shown.lines.slice(gone).map((line) => line - count),
    matches: shown.matches.filter((line) => line >= gone).map((line) => line - gone),
    seen: Math.max(0, shown.seen - count),
    gone: shown.gone + gone,
  }
}

function hasText(event: LogEvent, needle: string): boolean {
  if (event.text.toLowerCase().includes(needle)) return true
  return event.step?.toLowerCase().includes(needle) ?? false
}

/** The parts of a text, each other one a match: `['a ', 'b', ' c']`. */
export function splitByMatch(text: string, needle: string): string[] {
  if (needle === '') return [text]
  const parts: string[] = []
  const lower = text.toLowerCase()
  const wanted = needle.toLowerCase()
  let from = 0
  // Lower case may be of another length, such as of 'İ'; then nothing is marked.
  if (lower.length !== text.length) return [text]
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  parts.push(text.slice(from))
  return parts
}
