import { expect, it } from 'vitest'
import { parseQuery, writeQuery } from './query-string'

it.each([
  ['', {}],
  ['?status=FAILED', { status: 'FAILED' }],
  ['?tag=a%3D1&tag=b%3D2', { tag: ['a=1', 'b=2'] }],
  ['?open=&open=a', { open: ['', 'a'] }],
  ['?line=12', { line: '12' }],
  ['?text=a+%26+b', { text: 'a & b' }],
])('reads and writes %s', (text, query) => {
  expect(parseQuery(text)).toEqual(query)
  expect(writeQuery(query)).toBe(text)
})

it('leaves out what is empty, unset or false', () => {
  expect(writeQuery({ a: '', b: undefined, c: [], d: false, e: true, f: 0 })).toBe('?e=true&f=0')
})

it('keeps an empty value of a list', () => {
  expect(writeQuery({ open: [''] })).toBe('?open=')
})
