import { describe, expect, it } from 'vitest'
import { diagnosticsOf } from './diagnostics'
import { pathAt, problemOf, rangeOf, read, written } from './document'
import { nearest, problemsOf } from './problems'
import { entriesAt, hoverAt, inWords, valuesAt, type Json, type Schema } from './schema'

const env: Schema = { type: 'object', properties: { env: { type: 'string' } }, required: ['env'] }
const scalar = (schema: Schema): Schema => ({ anyOf: [schema, { $ref: '#/$defs/env' }] })
const map = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: required.length > 0 ? 'object' : ['object', 'null'],
  properties,
  required,
  additionalProperties: false,
})
const root: Schema = {
  ...map(
    {
      ops: map(
        {
          load: map(
            {
              config: map(
                {
                  limit: {
                    ...scalar({ type: 'integer', minimum: 1, maximum: 9 }),
                    description: 'Rows.',
                  },
                  mode: scalar({ enum: ['fast', 'exact'] }),
                  names: { type: 'array', items: scalar({ type: 'string' }), default: ['a'] },
                },
                ['limit'],
              ),
            },
            ['config'],
          ),
        },
        ['load'],
      ),
      free: { type: 'object', additionalProperties: scalar({ type: 'boolean' }) },
    },
    ['ops'],
  ),
  $defs: { env },
}
const good: Json = { ops: { load: { config: { limit: 3 } } } }

describe('what is wrong', () => {
  it.each([
    [good, []],
    [{ ops: { load: { config: { limit: { env: 'LIMIT' } } } } }, []],
    [
      { ops: { load: { config: { limit: 10 } } } },
      ['ops.load.config.limit: expected whole number from 1 to 9, but found 10'],
    ],
    [
      { ops: { load: { config: { limit: 1, mode: 'slow' } } } },
      ['ops.load.config.mode: expected one of fast, exact, but found the text "slow"'],
    ],
    [
      { ops: { load: { config: { limt: 1 } } } },
      [
        "ops.load.config.limt: there is no entry 'limt'; did you mean 'limit'?",
        "ops.load.config: entry 'limit' is missing: whole number from 1 to 9",
      ],
    ],
    [
      { ...good, free: { a: true, b: 'x' } },
      ['free.b: expected true or false, but found the text "x"'],
    ],
    [[], [': expected map, but found a list']],
  ] as [Json, string[]][])('of %j', (value, expected) => {
    expect(problemsOf(root, value).map((it) => `${it.path.join('.')}: ${it.message}`)).toEqual(
      expected,
    )
  })

  it('stands at its line, once', () => {
    const text = 'ops:\n  load:\n    config:\n      limit: 10\n      mode: slow\n'
    const found = diagnosticsOf(text, root, [
      'ops.load.config.limit: too many',
      'ops.load: not today',
      'no path at all',
    ])
    expect(found.map((it) => [text.slice(0, it.from).split('\n').length, it.isOfServer])).toEqual([
      [4, undefined],
      [5, undefined],
      [3, true],
    ])
    expect(diagnosticsOf('a: [1', root, [])[0]?.message).toBeTruthy()
    expect(diagnosticsOf(' ', root, [])).toEqual([])
  })
})

it('writes in the language of the text', () => {
  expect(written({ a: 1 }, '{}')).toBe('{\n  "a": 1\n}\n')
  expect(written({ a: 1 }, 'b: 2')).toBe('a: 1\n')
})

it('offers entries and values, the required first', () => {
  expect(entriesAt(root, ['ops', 'load', 'config']).map((it) => [it.label, it.holds])).toEqual([
    ['limit', 'value'],
    ['mode', 'value'],
    ['names', 'list'],
  ])
  expect(valuesAt(root, ['ops', 'load', 'config', 'mode'])).toEqual(['fast', 'exact'])
  expect(valuesAt(root, ['free', 'any'])).toEqual([true, false])
  expect(entriesAt(root, ['nowhere'])).toEqual([])
  expect(hoverAt(root, ['ops', 'load', 'config', 'limit'])).toBe(
    'limit: whole number from 1 to 9\nRows.\nOr {env: NAME}, a variable.',
  )
  expect(inWords(root, { type: 'array', items: { type: 'number' } })).toBe('list of number')
})

const text = 'ops:\n  load:\n    config:\n      names:\n        - a\n        - b\n'

it.each([
  [['ops'], true, 1],
  [['ops', 'load', 'config', 'names', 1], false, 6],
  [['ops', 'load', 'gone'], false, 3],
] as const)('finds the line of %j', (path, ofKey, line) => {
  const { from } = rangeOf(read(text).document, path, ofKey)
  expect(text.slice(0, from).split('\n')).toHaveLength(line)
})

it.each([
  ['load', ['ops', 'load'], true],
  ['- b', ['ops', 'load', 'config', 'names', 1], false],
] as const)('finds the path of %s', (part, path, isKey) => {
  expect(pathAt(read(text).document, text.indexOf(part) + part.length - 1)).toEqual({ path, isKey })
})

it.each([
  ['ops.load.config.limit: expected x', ['ops', 'load', 'config', 'limit']],
  ['ops["a b"].x[2]: no', ['ops', 'a b', 'x', 2]],
  ['there is no job', undefined],
])('reads the path of "%s"', (sentence, path) => {
  expect(problemOf(sentence)?.path).toEqual(path)
})

it('S50.8: names the nearest entry, where one is near', () => {
  const told = (name: string) => problemsOf(root, { ...good, [name]: 1 })[0]?.message
  expect(told('opss')).toBe("there is no entry 'opss'; did you mean 'ops'?")
  expect(told('fre')).toBe("there is no entry 'fre'; did you mean 'free'?")
  expect(told('zebra')).toBe("there is no entry 'zebra'; expected one of ops, free")
  expect(nearest('limt', ['mode', 'limit'])).toBe('limit')
  expect(nearest('zzz', ['mode'])).toBeUndefined()
})

it.each([
  ['a: 9007199254740993', /beyond 2\^53/],
  ['a: .inf', /infinity/],
  ['a: !odd 3', /tag/],
  ['{"a": 1, "a": 2}', /unique/],
])('refuses %s, of which something would be lost', (given, message) => {
  expect(read(given).problems[0]?.message).toMatch(message)
})

it('takes large numbers that are kept', () => {
  expect(read('a: 1e300\nb: 9007199254740991').problems).toEqual([])
})
