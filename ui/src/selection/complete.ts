// What the selection language can go on with at a place in a text. Pure.
import { plain } from '@/shared/api/selection-text'

export interface Vocabulary {
  keys: readonly string[]
  groups?: readonly string[]
  kinds?: readonly string[]
  owners?: readonly string[]
  locations?: readonly string[]
  /** Each `key` or `key=value`. */
  tags?: readonly string[]
}

export interface Completion {
  /** The whole text with it. */
  text: string
  shown: string
  detail: string
}

const MOST = 12
const LABELS = [
  ['group', 'groups', 'of a group'],
  ['kind', 'kinds', 'of a kind'],
  ['owner', 'owners', 'of an owner'],
  ['tag', 'tags', 'with a tag'],
  ['location', 'locations', 'that a location defines'],
] as const

const JOINS = [
  ['and', 'only what is in both'],
  ['or', 'what is in one of them'],
  ['and not', 'without what follows'],
] as const

/** What is being written at the end of the text: a name, a label's value, or what may follow a whole term. */
export function completions(text: string, words: Vocabulary): Completion[] {
  const place = placeOf(text)
  const put = (value: string) => text.slice(0, place.from) + value
  if (place.kind === 'after') {
    return JOINS.filter(([word]) => word.startsWith(place.typed.toLowerCase())).map(
      ([word, detail]) => ({ text: put(`${word} `), shown: word, detail }),
    )
  }
  if (place.kind === 'label') {
    const label = LABELS.find(([name]) => name === place.label)
    if (!label) return []
    const values = words[label[1]] ?? []
    return matching(values, place.typed).map((value) => ({
      text: put(`${place.label}:${quoted(value, place.label)}`),
      shown: value,
      detail: place.label,
    }))
  }
  const typed = place.typed.toLowerCase()
  const labels = LABELS.filter(
    ([name, list]) => (words[list]?.length ?? 0) > 0 && typed !== '' && name.startsWith(typed),
  ).map(([name, , detail]) => ({ text: put(`${name}:`), shown: `${name}:`, detail }))
  const keys = matching(words.keys, place.typed).map((key) => ({
    text: put(plain(key)),
    shown: key,
    detail: 'name',
  }))
  return [...labels, ...keys].slice(0, MOST)
}

type Place =
  | { kind: 'name'; from: number; typed: string }
  | { kind: 'label'; label: string; from: number; typed: string }
  | { kind: 'after'; from: number; typed: string }

function placeOf(text: string): Place {
  const label = /(?:^|[\s(,+*])(\w+):(["']?)([^"'\s(),]*)$/.exec(text)
  if (label?.[1] !== undefined && label[3] !== undefined) {
    const from = text.length - label[3].length - (label[2]?.length ?? 0) - label[1].length - 1
    return { kind: 'label', label: label[1], from, typed: label[3] }
  }
  const typed = /["']?[\w./?[\]|@-]*$/.exec(text)?.[0] ?? ''
  const from = text.length - typed.length
  const before = text.slice(0, from)
  const last = before.trimEnd()
  const isAfterTerm = /\s$/.test(before) && last !== '' && !OPEN.test(last)
  if (isAfterTerm) return { kind: 'after', from, typed }
  return { kind: 'name', from, typed: typed.replace(/^["']/, '') }
}

/** What a term must follow. */
const OPEN = /(?:^|[\s)])(?:and|or|not)$|[(,]$/i

function matching(values: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase()
  const ranked: [number, string][] = []
  for (const value of values) {
    const at = value.toLowerCase().indexOf(wanted)
    if (at >= 0 && value !== typed) ranked.push([at === 0 ? 0 : 1, value])
  }
  return ranked
    .sort(([a, one], [b, other]) => a - b || one.localeCompare(other))
    .slice(0, MOST)
    .map(([, value]) => value)
}

function quoted(value: string, label: string): string {
  const at = value.indexOf('=')
  if (label === 'tag' && at > 0) {
    return `${plain(value.slice(0, at))}=${plain(value.slice(at + 1))}`
  }
  return plain(value)
}

/** The selection of what has a label, such as of a group. */
export function labelled(label: string, value: string): string {
  return `${label}:${quoted(value, label)}`
}

/** The selection of one and what is before it, or after it. */
export function around(key: string, direction: 'up' | 'down' | 'both'): string {
  const name = plain(key)
  switch (direction) {
    case 'up':
      return `+${name}`
    case 'down':
      return `${name}+`
    case 'both':
      return `+${name}+`
  }
}
