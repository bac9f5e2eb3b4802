import { expect, it } from 'vitest'
import { plain, quote } from './selection-text'

it.each([
  ['load', 'load'],
  ['raw/flights', 'raw/flights'],
  ['parse[1]', 'parse[1]'],
  ['and', '"and"'],
  ['AND', '"AND"'],
  ['Or', '"Or"'],
  ['Not', '"Not"'],
  ['android', 'android'],
  ['a b', '"a b"'],
  ['x*', '"x*"'],
  ['', '""'],
  ['say "a"', `'say "a"'`],
  ["it's", `"it's"`],
  ['a\\b', '"a\\b"'],
])('writes the name %s as %s', (name, text) => {
  expect(plain(name)).toBe(text)
})

it('puts any name in quotes', () => {
  expect([quote('a'), quote('"')]).toEqual(['"a"', `'"'`])
})
