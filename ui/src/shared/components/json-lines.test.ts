import { expect, it } from 'vitest'
import { linesOf } from './json-lines'

it('writes a document as lines', () => {
  const lines = linesOf({ a: 1, b: { c: 'x', d: [] }, e: ['y', true], f: null, g: {} })
  expect(lines.map((it) => `${' '.repeat(it.depth)}${it.key ?? ''}: ${it.value ?? ''}`)).toEqual([
    'a: 1',
    'b: ',
    ' c: x',
    ' d: none',
    'e: ',
    ' - 1: y',
    ' - 2: true',
    'f: not set',
    'g: nothing',
  ])
})
