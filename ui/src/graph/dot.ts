// A graph in the language of Graphviz: boxes that are open are clusters, closed ones are nodes. Pure.
import type { GraphItem } from './card'
import { statusText } from '@/shared/components/status'
import type { Box, Seen } from './model'
import { boxName, countText, toneCounts, type Words } from './words'

export function dotOf(
  seen: Seen<GraphItem>,
  caption: { title: string; detail: string },
  words: Words,
): string {
  const within = new Map<string | undefined, (Box | GraphItem)[]>()
  for (const part of [...seen.boxes, ...seen.items]) {
    const parent = seen.parents.get(part.id)
    const known = within.get(parent)
    if (known) known.push(part)
    else within.set(parent, [part])
  }
  let clusters = 0
  const lines = (parent: string | undefined, indent: string): string[] =>
    (within.get(parent) ?? []).flatMap((part) => {
      if ('face' in part) return [`${indent}${node(part.id, itemLines(part))}`]
      if (!part.isOpen) return [`${indent}${node(part.id, boxLines(part, words), true)}`]
      const inner = `${indent}  `
      return [
        `${indent}subgraph "cluster_${clusters++}" {`,
        `${inner}label=${label([`${boxName(part)} (${countText(part.count, words.noun)})`])}`,
        ...lines(part.id, inner),
        `${indent}}`,
      ]
    })
  return [
    `digraph ${quoted(caption.title)} {`,
    `  graph [rankdir=LR, label=${label([caption.title, caption.detail])}, labelloc=t, fontname="sans-serif"]`,
    '  node [shape=box, style=rounded, fontname="sans-serif"]',
    ...lines(undefined, '  '),
    ...seen.edges.map((it) => `  ${quoted(idOf(it.from))} -> ${quoted(idOf(it.to))}`),
    '}',
    '',
  ].join('\n')
}

function node(id: string, lines: string[], isMany = false): string {
  const looks = isMany ? ', shape=box3d' : ''
  return `${quoted(idOf(id))} [label=${label(lines)}${looks}]`
}

function itemLines({ id, face }: GraphItem): string[] {
  return [id, face.status ? statusText(face.status) : ''].filter((it) => it !== '')
}

function boxLines(box: Box, { noun, toneText }: Words): string[] {
  return [boxName(box), countText(box.count, noun), toneCounts(box, toneText)].filter(
    (it) => it !== '',
  )
}

/** Ids of boxes hold a sign that no file is to have. */
function idOf(id: string): string {
  return id.replaceAll('\u0000', '/')
}

/** A backslash is always doubled: one before the last quote would take its meaning away. */
export function quoted(text: string): string {
  return `"${oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

/** Labels know the names that HTML has for signs; their lines are apart by a backslash and an n. */
function label(lines: readonly string[]): string {
  const written = lines.map((it) => quoted(it.replaceAll('&', '&amp;')).slice(1, -1))
  return `"${written.join('\\n')}"`
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.replace(/[\u0000-\u001f]+/g, ' ')
}
