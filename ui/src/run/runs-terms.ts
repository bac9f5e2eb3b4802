// What a text that was typed may mean as a filter of runs, the likeliest first. Pure.
import { parseTag, type RunsSearch } from './runs-search'

export interface Term {
  /** What stands before the text, for people. */
  name: string
  text: string
  apply: (search: RunsSearch) => RunsSearch
}

type Key = 'job' | 'location' | 'partition' | 'text' | 'id'

const NAMES: Record<Key, string> = {
  job: 'Job',
  partition: 'Partition',
  location: 'Location',
  text: 'Reason contains',
  id: 'Id begins with',
}

export function termsOf(typed: string): Term[] {
  const text = typed.trim()
  if (text === '') return []
  const tag = parseTag(text)
  return [
    ...(tag ? [tagTerm(`${tag.key}=${tag.value}`)] : []),
    ...keysOf(text).map((key) => term(key, text)),
  ]
}

function keysOf(text: string): Key[] {
  const others = (first: Key): Key[] => {
    const rest = (Object.keys(NAMES) as Key[]).filter((key) => key !== first && isPossible(key))
    return [first, ...rest]
  }
  const isPossible = (key: Key) => key !== 'id' || /^[0-9a-f-]+$/i.test(text)
  if (/^[0-9a-f]{8}-[0-9a-f-]*$/i.test(text)) return others('id')
  if (/^\d{4}-\d{2}/.test(text) || text.includes('...')) return others('partition')
  return others(/\s/.test(text) ? 'text' : 'job')
}

function term(key: Key, text: string): Term {
  return { name: NAMES[key], text, apply: (search) => ({ ...search, [key]: text }) }
}

function tagTerm(text: string): Term {
  const apply = (search: RunsSearch) => ({
    ...search,
    tag: [...new Set([...(search.tag ?? []), text])],
  })
  return { name: 'Tag', text, apply }
}
