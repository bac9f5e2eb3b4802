import { describe, expect, it } from 'vitest'
import { filledIn, secretsIn, unmasked, withoutSecrets } from './fill'
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
