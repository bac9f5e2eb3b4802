import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { filledIn, secretsIn, unmasked, withoutSecrets, withoutUnknown } from './fill'
import { problemsOf } from './problems'
import type { Json, Schema } from './schema'

const map = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
})
const secret: Schema = {
  anyOf: [{ type: 'string', writeOnly: true }, { $ref: '#/$defs/env' }],
}
const root: Schema = {
  ...map(
    {
      load: map(
        {
          limit: { type: 'integer', minimum: 1 },
          mode: { enum: ['fast', 'exact'] },
          size: { type: 'integer', default: 7 },
          password: secret,
          keys: { type: 'array', items: secret },
        },
        ['limit', 'mode', 'size'],
      ),
    },
    ['load'],
  ),
  $defs: { env: map({ env: { type: 'string' } }, ['env']) },
}

describe('what is missing', () => {
  it('goes into the text without a change of what stands there', () => {
    const text = '# how much\nload:\n  limit: &n 0x10 # hex\n  mode: "fast"\n'
    expect(filledIn(root, text)).toEqual({ text: `${text}  size: 7\n` })
  })

  it.each([
    ['', 'load:\n  limit: null\n  mode: null\n  size: 7\n'],
    ['load:\n', 'load:\n  limit: null\n  mode: null\n  size: 7\n'],
    ['{"load": {"limit": 1, "mode": "fast", "size": 2}}', undefined],
  ])('is filled into %j', (text, expected) => {
    expect(filledIn(root, text)).toEqual({ text: expected ?? text })
  })

  it('leaves JSON to be JSON', () => {
    const filled = filledIn(root, '{"load": {"mode": "fast"}}')
    expect('text' in filled && JSON.parse(filled.text)).toEqual({
      load: { mode: 'fast', limit: null, size: 7 },
    })
  })

  it('says what cannot be read', () => {
    expect(filledIn(root, 'load:\n  x: [')).toHaveProperty('problem')
  })
})

describe('S50.3: what was filled in holds once its blanks are filled', () => {
  it.each(['', 'load:\n', 'load:\n  mode: exact # why\n', '{"load": {"size": 3}}'])(
    '%j',
    (text) => {
      const filled = filledIn(root, text)
      const written = 'text' in filled ? filled.text : ''
      expect(problemsOf(root, parse(written) as Json).length).toBeGreaterThan(0)
      const whole = written
        .replace(/("?limit"?:) null/, '$1 3')
        .replace(/("?mode"?:) null/, '$1 "fast"')
      expect(whole).not.toContain('null')
      expect(problemsOf(root, parse(whole) as Json)).toEqual([])
    },
  )
})

describe('S50.4: what is unknown is removed, and comments and order stay', () => {
  const strict: Schema = {
    ...map({
      b: { type: 'integer' },
      a: map({ x: {} }),
      l: { type: 'array', items: map({ y: {} }) },
    }),
    additionalProperties: false,
  }
  strict.properties!['a']!.additionalProperties = false
  strict.properties!['l']!.items!.additionalProperties = false
  it.each([
    [
      '# top\nb: 0x1 # one\nzz: 3\n# of a\na:\n  q: 1\n  x: "s"\n',
      '# top\nb: 0x1 # one\n# of a\na:\n  x: "s"\n',
    ],
    [
      'l:\n  - y: 1 # first\n    z: 2\n  - y: 3\n1: 2\nb: 1\n',
      'l:\n  - y: 1 # first\n  - y: 3\nb: 1\n',
    ],
    ['b: 1   # as it is\na: {x: 1}\n', 'b: 1   # as it is\na: {x: 1}\n'],
    ['{"b": 1, "no": {"b": 2}}', '{\n  "b": 1\n}\n'],
  ])('%j', (text, expected) => {
    expect(withoutUnknown(strict, text)).toEqual({ text: expected })
  })

  it('says what it cannot', () => {
    expect(withoutUnknown(strict, 'a: [')).toHaveProperty('problem')
  })
})

describe('secrets', () => {
  const value: Json = { load: { limit: 1, password: 'p', keys: ['a', { env: 'KEY' }] } }

  it('are told by the schema, where they are no variables', () => {
    expect(secretsIn(root, value)).toEqual([
      ['load', 'password'],
      ['load', 'keys', 0],
    ])
  })

  it('are taken out of the text', () => {
    const text = 'load:\n  # kept\n  limit: 1\n  password: tiger\n  keys: [a, {env: KEY}, b]\n'
    const left = withoutSecrets(root, text)
    expect(left).toMatchObject({ count: 3 })
    expect(JSON.stringify(left)).toContain('# kept')
    expect(JSON.stringify(left)).not.toMatch(/tiger|\[ ?a/)
    expect(withoutSecrets(root, 'load: [')).toHaveProperty('problem')
  })

  it('are never written as their mask', () => {
    expect(unmasked({ a: '***', b: ['***', 1], c: '***' }, { a: 'own', b: ['x'] })).toEqual({
      a: 'own',
      b: ['x', 1],
    })
  })
})
