import { expect, it } from 'vitest'
import { foundFilterOf } from './found-filter'

it.each([
  ['nothing', {}, undefined],
  ['a text that is only marked', { text: 'a' }, undefined],
  ['kinds, which the page leaves out', { hide: ['engine' as const] }, undefined],
  ['an empty text', { text: '', only: true }, undefined],
  ['a text', { text: 'a', only: true }, { steps: [], kinds: [], level: 'DEBUG', text: 'a' }],
  ['a step', { step: 's[1]' }, { steps: ['s[1]'], kinds: [], level: 'DEBUG' }],
  ['a level', { level: 'WARN' as const, text: 'a' }, { steps: [], kinds: [], level: 'WARN' }],
])('asks for %s', (_, search, expected) => {
  expect(foundFilterOf(search)).toEqual(expected)
})
