import { describe, expect, it } from 'vitest'
import { diagnosticsOf } from './diagnostics'
import type { Schema } from './schema'

const map = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: required.length > 0 ? 'object' : ['object', 'null'],
  properties,
  required,
  additionalProperties: false,
})
const texts: Schema = { type: 'array', items: { type: 'string' } }
const load = map(
  { limit: { type: 'integer', minimum: 1, maximum: 9 }, mode: { enum: ['fast', 'exact'] }, texts },
  ['limit'],
)
const table = map({ name: { type: 'string' }, rows: { type: 'integer' } }, ['name'])
const root = map({
  ops: map({ load }),
  store: {
    ...map({ s3: map({ bucket: { type: 'string' } }, ['bucket']), disk: map({}) }),
    minProperties: 1,
    maxProperties: 1,
  },
  tables: { type: 'array', items: table },
  day: { type: 'string', format: 'date' },
})
const OPS = 'ops:\n  load:\n    limit: 1\n'

describe('S50.2: marks what is wrong where it stands', () => {
  it.each<[string, string, string[], RegExp]>([
    ['missing', 'ops:\n  load: {}\n', ['load'], /'limit' is missing/],
    ['missing in a block', 'ops:\n  load:\n    mode: fast\n', ['load'], /'limit' is missing/],
    ['missing in JSON', '{"ops": {"load": {}}}', ['"load"'], /'limit' is missing/],
    ['missing in a list', 'tables:\n  - {}\n', ['{}'], /'name' is missing/],
    ['missing in a later item', 'tables:\n  - name: a\n  - rows: 1\n', ['rows: 1'], /'name'/],
    ['unknown', 'opps: {}\n', ['opps'], /no entry 'opps'/],
    ['unknown within', 'ops:\n  lod: {}\n', ['lod'], /did you mean 'load'/],
    ['unknown in JSON', '{"ops": {"load": {"limit": 1, "x": 2}}}', ['"x"'], /no entry 'x'/],
    ['unknown in a list', 'tables:\n  - name: a\n    nme: b\n', ['nme'], /no entry 'nme'/],
    ['a text for a number', 'ops:\n  load:\n    limit: much # x\n', ['much'], /whole number/],
    ['a number too large', 'ops:\n  load:\n    limit: 10\n', ['10'], /from 1 to 9/],
    ['a map for a number', 'ops:\n  load:\n    limit: {a: 1}\n', ['{a: 1}'], /found a map/],
    ['a map of lines', 'ops:\n  load:\n    limit:\n      a: 1\n      b: 2\n', ['a: 1'], /a map/],
    ['a list for a map', 'ops: [1]\n', ['[1]'], /found a list/],
    ['a number for a list', `${OPS}    texts: 3\n`, ['3'], /list of text/],
    ['a text that is no date', 'day: 2001-13\n', ['2001-13'], /date/],
    ['none of a choice', 'store: {}\n', ['store'], /an entry is missing/],
    ['two of a choice', 'store:\n  s3: {bucket: b}\n  disk: {}\n', ['store'], /one entry alone/],
    ['no such choice', 'store:\n  gcs: {}\n', ['gcs'], /expected one of s3, disk/],
    ['a choice that lacks one', 'store:\n  s3: {}\n', ['s3'], /'bucket' is missing/],
    ['no such value', `${OPS}    mode: slow\n`, ['slow'], /one of fast, exact/],
    ['a value of another type', `${OPS}    mode: true\n`, ['true'], /one of fast, exact/],
    ['no such value, quoted', `${OPS}    mode: "Fast"\n`, ['"Fast"'], /one of fast, exact/],
    ['an item', `${OPS}    texts: [a, 2, b]\n`, ['2'], /expected text/],
    ['an item of a block', `${OPS}    texts:\n      - a\n      - {b: 1}\n`, ['{b: 1}'], /text/],
    ['an item in JSON', '{"tables": [{"name": "a"}, null]}', ['null'], /found null/],
    ['two at once', 'ops:\n  load:\n    limit: 10\n    mode: slow\n', ['10', 'slow'], /./],
  ])('%s', (_, text, marked, message) => {
    const found = diagnosticsOf(text, root, [])
    expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(marked)
    expect(found[0]?.message).toMatch(message)
  })
})
