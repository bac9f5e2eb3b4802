import { expect, it } from 'vitest'
import { dropWatch, KEY, keepWatch, MOST_WATCHES, readWatches } from './kept-watches'

const DAY = 24 * 3_600_000
const NOW = 100 * DAY

function storeOf(text?: string) {
  const kept = new Map(text === undefined ? [] : [[KEY, text]])
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  return { kept, store: () => store }
}

const run = (id: string) => ({ id, root: id, job: 'daily' })

it.each([
  ['nothing', undefined, []],
  ['no JSON', 'x', []],
  ['no list', '{}', []],
  ['what is none', JSON.stringify([null, 1, {}, { ...run('a'), at: 'now' }]), []],
  ['one', JSON.stringify([{ ...run('a'), at: NOW - DAY }]), ['a']],
  ['one that is too old', JSON.stringify([{ ...run('a'), at: NOW - 8 * DAY }]), []],
  ['one of later', JSON.stringify([{ ...run('a'), at: NOW + 1 }]), []],
])('reads %s', (_, text, ids) => {
  expect(readWatches(storeOf(text).store, NOW).map((it) => it.id)).toEqual(ids)
})

it('keeps and drops, and as many as there is room for', () => {
  const { kept, store } = storeOf()
  for (let i = 0; i <= MOST_WATCHES; i++) keepWatch(store, run(String(i)), NOW)
  keepWatch(store, run('5'), NOW)
  const ids = readWatches(store, NOW).map((it) => it.id)
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([MOST_WATCHES, '1', '5'])
  ids.forEach((id) => {
    dropWatch(store, id, NOW)
  })
  expect(kept.size).toBe(0)
})

it('does without a store', () => {
  const none = () => {
    throw new Error('no store')
  }
  expect(readWatches(none, NOW)).toEqual([])
  expect(keepWatch(none, run('a'), NOW).map((it) => it.id)).toEqual(['a'])
})
