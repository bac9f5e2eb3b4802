import { describe, expect, it } from 'vitest'
import { choicesAt } from './complete'
import { read } from './document'
import type { Schema } from './schema'

const map = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: ['object', 'null'],
  properties,
  required,
  additionalProperties: false,
})
const table: Schema = map({ name: { type: 'string' }, rows: { type: 'integer' } }, ['name'])
const load: Schema = map(
  {
    limit: { type: 'integer', default: 5 },
    mode: { enum: ['fast', 'true', '1', 'a: b'] },
    dry: { type: 'boolean' },
    tables: { type: 'array', items: table },
    marks: { type: 'array', items: { enum: ['red', 'no'] } },
    store: { ...map({ s3: map({ bucket: {} }), disk: map({ dir: {} }) }), maxProperties: 1 },
    'odd key': map({}),
  },
  ['limit'],
)
const root: Schema = {
  ...map({ ops: map({ load, sum: { $ref: '#/$defs/sum' } }), loggers: map({}) }),
}
root.$defs = { sum: map({ of: { enum: ['rows', 'bytes'] } }) }
const names = ['limit', 'mode', 'dry', 'tables', 'marks', 'store', 'odd key']
const without = (...gone: string[]) => names.filter((it) => !gone.includes(it))

/** The bar is the cursor. */
const at = (marked: string) => {
  const offset = marked.indexOf('|')
  const text = marked.replace('|', '')
  return { text, found: choicesAt(root, text, offset) }
}
const offered = (marked: string) => at(marked).found?.choices.map((it) => it.label) ?? []

const TOP = 'ops:\n  load:\n'
const modes = ['fast', 'true', '1', 'a: b']

describe('S50.1: offers exactly what remains at the cursor', () => {
  it.each<[string, string[]]>([
    ['|', ['ops', 'loggers']],
    ['o|', ['ops', 'loggers']],
    ['ops:\n|', ['loggers']],
    ['ops:\n  load: {}\nlo|', ['loggers']],
    ['|\nloggers: {}\n', ['ops']],
    ['ops:\n  |', ['load', 'sum']],
    ['ops:\n  l|', ['load', 'sum']],
    ['ops:\n  load: {}\n  |', ['sum']],
    ['ops:\n  |\n  sum: {}\n', ['load']],
    ['ops:\n  sum:\n    |', ['of']],
    [`${TOP}    |`, names],
    [`${TOP}    limit: 1\n    |`, without('limit')],
    [`${TOP}    limit: 1 # rows\n    # more\n    m|\n    dry: true\n`, without('limit', 'dry')],
    [`${TOP}    li|: 3\n    mode: fast\n`, without('mode')],
    [`${TOP}    "mode": fast\n    'dry': true\n    x|`, without('mode', 'dry')],
    [`${TOP}    mode: |`, modes],
    [`${TOP}    mode: fa|\n    dry: true\n`, modes],
    [`${TOP}    mode: "f|"\n`, modes],
    [`${TOP}    dry: |`, ['true', 'false']],
    [`${TOP}    limit: |`, []],
    ['ops:\n  sum:\n    of: |', ['rows', 'bytes']],
    [`${TOP}    tables:\n      - |`, ['name', 'rows']],
    [`${TOP}    tables:\n      - name: a\n        |`, ['rows']],
    [`${TOP}    tables:\n      - name: a\n      - rows: 1\n        n|`, ['name']],
    [`${TOP}    tables:\n    - name: a\n      r|`, ['rows']],
    [`${TOP}    marks:\n      - |`, ['red', 'no']],
    [`${TOP}    marks: [red, |]`, ['red', 'no']],
    [`${TOP}    store:\n      |`, ['s3', 'disk']],
    [`${TOP}    store:\n      s3: {}\n      |`, []],
    [`${TOP}    store:\n      disk:\n        |`, ['dir']],
    ['{|}', ['ops', 'loggers']],
    ['{"ops": {"|', ['load', 'sum']],
    ['{"ops": {"load": {}, "s|"}}', ['sum']],
    ['{"ops": {"load": {"limit": 1,\n  "|\n}}}', without('limit')],
    ['{"ops": {"load": {"mode": "|"}}}', modes],
    ['{"ops": {"load": {"tables": [{"name": "a"}, {"rows": 1, "|"}]}}}', ['name']],
    ['{"ops": |}', []],
    ['ops: |', []],
    ['ops: # l|', []],
    [`${TOP}    limit: 1\n      m|`, []],
    [`${TOP}    mode: very f|`, []],
  ])('%j', (marked, expected) => {
    expect(offered(marked)).toEqual(expected)
  })
})

describe('writes what was chosen', () => {
  it.each([
    [`${TOP}    mo|`, 'mode', `${TOP}    mode: |`],
    [`${TOP}    mo|: fast\n`, 'mode', `${TOP}    mode|: fast\n`],
    [`${TOP}    "li|": 1\n`, 'limit', `${TOP}    "limit"|: 1\n`],
    [`${TOP}    st|`, 'store', `${TOP}    store:\n      |`],
    [`${TOP}    ta|`, 'tables', `${TOP}    tables:\n      - |`],
    [`${TOP}    tables:\n      - na|`, 'name', `${TOP}    tables:\n      - name: |`],
    [`${TOP}    mode: t|`, 'true', `${TOP}    mode: "true"|`],
    [`${TOP}    mode: |`, '1', `${TOP}    mode: "1"|`],
    [`${TOP}    mode: |`, 'a: b', `${TOP}    mode: "a: b"|`],
    [`${TOP}    mode: f|a # why\n`, 'fast', `${TOP}    mode: fast| # why\n`],
    [`${TOP}    mode: "f|`, 'fast', `${TOP}    mode: "fast"|`],
    [`${TOP}    dry: t|`, 'true', `${TOP}    dry: true|`],
    ['{"op|"}', 'ops', '{"ops": {|}}'],
    ['{"op|": {}}', 'ops', '{"ops"|: {}}'],
    ['{"ops": {"load": {"ma|', 'marks', '{"ops": {"load": {"marks": [|]'],
    ['{"ops": {"load": {li|}}}', 'limit', '{"ops": {"load": {"limit": |}}}'],
    ['{"ops": {"load": {"mode": |}}}', 'true', '{"ops": {"load": {"mode": "true"|}}}'],
  ])('%j, %s', (marked, label, expected) => {
    const { text, found } = at(marked)
    const choice = found!.choices.find((it) => it.label === label)!
    const { from, to } = found!.cursor
    const marks = `${choice.insert.slice(0, choice.anchor)}|${choice.insert.slice(choice.anchor)}`
    expect(text.slice(0, from) + marks + text.slice(to)).toBe(expected)
  })

  it('so that it is read as it was meant', () => {
    for (const { label, insert } of at(`${TOP}    mode: |`).found!.choices) {
      expect(read(`mode: ${insert}`).value).toEqual({ mode: label })
    }
  })
})

it('S50.7: tells defaults beside what is offered', () => {
  const limit = at(`${TOP}    |`).found?.choices[0]
  expect(limit).toMatchObject({
    label: 'limit',
    detail: 'whole number (required)',
    info: 'Default: 5.',
  })
})
