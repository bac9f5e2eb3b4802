import { expect, it } from 'vitest'
import { CATEGORIES, categoryOf, EVENT_KINDS, type Category } from './event-look'
import { foundFilterOf, isBarren } from './found-filter'

it.each([
  ['nothing', {}, undefined],
  ['a text that is only marked', { text: 'a' }, undefined],
  ['nothing where all kinds are hidden', { hide: [...CATEGORIES] }, undefined],
  [
    'the kinds that are not hidden',
    { hide: ['run' as const, 'steps' as const, 'data' as const, 'engine' as const] },
    { steps: [], kinds: ['Printed', 'Logged'], level: 'DEBUG' },
  ],
  ['an empty text', { text: '', only: true }, undefined],
  ['a text', { text: 'a', only: true }, { steps: [], kinds: [], level: 'DEBUG', text: 'a' }],
  ['a step', { step: 's[1]' }, { steps: ['s[1]'], kinds: [], level: 'DEBUG' }],
  ['a level', { level: 'WARN' as const, text: 'a' }, { steps: [], kinds: [], level: 'WARN' }],
])('asks for %s', (_, search, expected) => {
  expect(foundFilterOf(search)).toEqual(expected)
})

it.each([
  [0, -1, 0, false],
  [4_000, -1, 0, false],
  [5_000, -1, 0, true],
  [5_000, 0, 0, false],
  [6_000, 10, 0, true],
  [5_000, -1, 5_000, false],
  [10_000, -1, 5_000, true],
  [20_000, 19_999, 0, false],
])(
  'of %d lines with the last shown at %d, asked at %d, stops by itself: %s',
  (read, lastShown, askedAt, expected) => {
    expect(isBarren({ read, lastShown, askedAt })).toBe(expected)
  },
)

it('names each kind of event once, each in a category', () => {
  expect(new Set(EVENT_KINDS).size).toBe(EVENT_KINDS.length)
  const kindsOf = (category: Category) =>
    EVENT_KINDS.filter((kind) => categoryOf({ kind }) === category)
  expect(CATEGORIES.map((it) => kindsOf(it).length)).toEqual([11, 10, 8, 1, 1, 9])
})
