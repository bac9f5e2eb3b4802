import { expect, it } from 'vitest'
import type { GraphItem } from './card'
import { dotOf, quoted } from './dot'
import { fileName } from './file-name'
import { boxId, seen } from './model'

const item = (id: string, ...path: string[]): GraphItem => ({
  id,
  path,
  tone: 'bad',
  face: { title: id, status: 'FAILED' },
})
const items = [item('raw/a "b"', 'raw'), item('c', 'marts', 'eu'), item('d', 'rest'), item('e')]
const edges = [
  { from: 'raw/a "b"', to: 'c' },
  { from: 'c', to: 'd' },
  { from: 'd', to: 'e' },
]
const words = {
  noun: ['asset', 'assets'] as [string, string],
  toneText: { ok: '', bad: 'failed', warn: '', run: '', idle: '', none: '' },
}

it('has a cluster for each open box, a node for each closed one, and all edges', () => {
  const open = new Set([boxId(['raw']), boxId(['marts']), boxId(['marts', 'eu'])])
  const view = seen(items, edges, open)
  expect(dotOf(view, { title: 'Lineage', detail: '4 assets' }, words)).toBe(`digraph "Lineage" {
  graph [rankdir=LR, label="Lineage\\n4 assets", labelloc=t, fontname="sans-serif"]
  node [shape=box, style=rounded, fontname="sans-serif"]
  subgraph "cluster_0" {
    label="raw (1 asset)"
    "raw/a \\"b\\"" [label="raw/a \\"b\\"\\nFailed"]
  }
  subgraph "cluster_1" {
    label="marts (1 asset)"
    subgraph "cluster_2" {
      label="eu (1 asset)"
      "c" [label="c\\nFailed"]
    }
  }
  "box:rest" [label="rest\\n1 asset\\n1 failed", shape=box3d]
  "e" [label="e\\nFailed"]
  "raw/a \\"b\\"" -> "c"
  "c" -> "box:rest"
  "box:rest" -> "e"
}
`)
})

it('says by name what has no group, and takes no name for more than a name', () => {
  const odd = item('a&lt;\\N\n"] }', '')
  const text = dotOf(seen([odd], [], new Set([boxId([''])])), { title: '', detail: '' }, words)
  expect(text).toContain('label="no group (1 asset)"')
  expect(text).toContain('"a&lt;\\\\N \\"] }" [label="a&amp;lt;\\\\N \\"] }\\nFailed"]')
})

it.each([
  ['plain', '"plain"'],
  ['a"b', '"a\\"b"'],
  ['ends with \\', '"ends with \\\\"'],
  ['two\r\nlines', '"two lines"'],
])('quotes %j', (text, expected) => {
  expect(quoted(text)).toBe(expected)
})

it.each([
  ['Ops of loading', 'svg', 'ops-of-loading.svg'],
  ['Lineage of +raw/orders or group:"Größe"', 'dot', 'lineage-of-raw-orders-or-group-größe.dot'],
  ['../..', 'svg', 'graph.svg'],
  ['*', 'dot', 'graph.dot'],
  ['long '.repeat(40), 'svg', `${'long-'.repeat(16).slice(0, -1)}.svg`],
] as const)('names the file of %j', (title, ending, expected) => {
  expect(fileName(title, ending)).toBe(expected)
})
