import { expect, it } from 'vitest'
import type { OpNodeFragment } from '@/shared/api/generated/graphql'
import { opEdges, opItems, shortType, signature, sqlOf } from './ops'
import { parseJobSearch } from './search'

const node = (name: string, more: Partial<OpNodeFragment> = {}): OpNodeFragment => ({
  name,
  kind: 'OP',
  description: '',
  tags: [],
  upstream: [],
  fanOuts: [],
  inputs: [],
  outputs: [],
  resources: [],
  hooks: [],
  pools: [],
  isIsolated: false,
  timeoutMillis: null,
  configText: null,
  ...more,
})

it('has nested graphs as boxes, and marks what fans out', () => {
  const nodes = [
    node('clean.parse', { kind: 'FAN_OUT' }),
    node('clean.each.fix', { upstream: ['clean.parse'], fanOuts: ['clean.parse'] }),
  ]
  expect(
    opItems(nodes).map((it) => [it.path, it.face.title, it.face.marks, it.face.isMany]),
  ).toEqual([
    [['clean'], 'parse', ['fans out'], true],
    [['clean', 'each'], 'fix', ['each'], true],
  ])
  expect(opEdges(nodes)).toEqual([{ from: 'clean.parse', to: 'clean.each.fix' }])
})

it('tells what an op takes and gives', () => {
  const op = node('a', {
    inputs: [
      { kind: 'NODE', from: 'load', output: 'result', type: 'java.util.List<shop.Order>' },
      { kind: 'CONFIG', from: '', output: null, type: null },
    ],
    outputs: [{ name: 'result', type: 'shop.Report', isRequired: true, asset: null }],
  })
  expect(signature(op)).toBe('List<Order> → Report')
  expect(signature(node('b'))).toBe('')
  expect(shortType('int')).toBe('int')
})

it('finds SQL and files in tags', () => {
  const tags = [
    { key: 'sql', value: 'select 1' },
    { key: 'file', value: 'a.yaml' },
  ]
  expect([sqlOf(tags), sqlOf([])]).toEqual(['select 1', undefined])
})

it('reads the address', () => {
  expect(parseJobSearch({ op: 'a', open: ['x', '', 3] })).toEqual({ op: 'a', open: ['x', ''] })
  expect(parseJobSearch({ op: '', open: 'x' })).toEqual({ open: ['x'] })
})
