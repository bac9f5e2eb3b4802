// What is selected and filtered on a run's page, and its address. Pure.
import { CATEGORIES, type Category, type Level, LEVELS } from './log/event-look'

export type Pane = 'log' | 'results' | 'output' | 'config'
export const PANES: readonly Pane[] = ['log', 'results', 'output', 'config']

export interface RunSearch {
  /** The selected step; the log and the output are of it alone. */
  step?: string
  pane?: Pane
  /** Milliseconds after the run's beginning: `1200-5400`. */
  zoom?: string
  /** A part of the names of steps. */
  steps?: string
  /** Groups that are not as they would be by themselves. */
  fold?: string[]
  critical?: boolean
  level?: Level
  /** What is left out of the log. */
  hide?: Category[]
  text?: string
  /** Whether lines without the text are left out. */
  only?: boolean
  /** The position of the marked event. */
  line?: number
  follow?: boolean
  /** Of a log of which the page keeps a part: from its beginning, as the server has it. */
  whole?: boolean
  stream?: 'STDERR'
  /** Of the run, whose output is shown; the newest that printed when it is left out. */
  attempt?: number
}

type Raw = Record<string, unknown>

export function parseRunSearch(raw: Raw): RunSearch {
  const search: RunSearch = {}
  const step = text(raw['step'])
  if (step) search.step = step
  const pane = oneOf(PANES, raw['pane'])
  if (pane && pane !== 'log') search.pane = pane
  const zoom = text(raw['zoom'])
  if (zoom && parseZoom(zoom)) search.zoom = zoom
  const steps = text(raw['steps'])
  if (steps) search.steps = steps
  const fold = list(raw['fold'])
  if (fold.length > 0) search.fold = fold
  if (isOn(raw['critical'])) search.critical = true
  const level = oneOf(LEVELS, raw['level'])
  if (level && level !== 'DEBUG') search.level = level
  const hide = list(raw['hide'])
    .flatMap((it) => it.split(','))
    .filter((it): it is Category => (CATEGORIES as readonly string[]).includes(it))
  if (hide.length > 0) search.hide = hide
  const words = text(raw['text'])
  if (words) search.text = words
  if (isOn(raw['only'])) search.only = true
  const line = Number(text(raw['line']) ?? raw['line'])
  if (Number.isSafeInteger(line) && line > 0) search.line = line
  if (isOn(raw['follow'])) search.follow = true
  if (isOn(raw['whole'])) search.whole = true
  if (raw['stream'] === 'STDERR') search.stream = 'STDERR'
  const attempt = Number(text(raw['attempt']) ?? raw['attempt'])
  if (Number.isSafeInteger(attempt) && attempt > 0) search.attempt = attempt
  return search
}

/** From and to in milliseconds after the beginning. */
export function parseZoom(zoom: string): [number, number] | undefined {
  const match = /^(\d{1,12})-(\d{1,12})$/.exec(zoom)
  const [from, to] = [Number(match?.[1]), Number(match?.[2])]
  return match && to > from ? [from, to] : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function list(value: unknown): string[] {
  const all: unknown[] = Array.isArray(value) ? value : [value]
  return all.filter((it): it is string => typeof it === 'string' && it !== '')
}

function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((it) => it === value)
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true'
}
