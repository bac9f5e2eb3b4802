import { expect, it } from 'vitest'
import { changesOf } from './settings-changes'

const none = { added: [], removed: [], changed: [], needRestart: [] }

it.each([
  [none, 'Nothing has changed.'],
  [
    { ...none, added: ['a', 'b'], needRestart: ['http.port'] },
    'added: a, b; after a restart of the server: http.port',
  ],
])('tells %o', (changes, text) => {
  expect(changesOf(changes)).toBe(text)
})
