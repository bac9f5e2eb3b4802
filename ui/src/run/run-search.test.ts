import { expect, it } from 'vitest'
import { parseRunSearch, parseZoom } from './run-search'

it.each([
  [{}, {}],
  [
    { step: 'a[1]', pane: 'output', stream: 'STDERR' },
    { step: 'a[1]', pane: 'output', stream: 'STDERR' },
  ],
  [{ pane: 'log', level: 'DEBUG' }, {}],
  [{ pane: 'nonsense', level: 'LOUD', line: '-3', zoom: '5-2' }, {}],
  [
    { line: '12', follow: 'true', only: 'true' },
    { line: 12, follow: true, only: true },
  ],
  [
    { hide: ['engine,data', 'x'], fold: 'a' },
    { hide: ['engine', 'data'], fold: ['a'] },
  ],
  [
    { zoom: '1200-5400', text: 'error' },
    { zoom: '1200-5400', text: 'error' },
  ],
])('reads %o', (raw, expected) => {
  expect(parseRunSearch(raw)).toEqual(expected)
})

it('reads a zoom', () => {
  expect(parseZoom('1200-5400')).toEqual([1200, 5400])
  expect(parseZoom('a-b')).toBeUndefined()
})
