// The ops of a job as a graph: nested graphs are boxes, as their names say. Pure.
import type { GraphItem } from '@/graph/card'
import type { Edge } from '@/graph/model'
import type { OpNodeFragment } from '@/shared/api/generated/graphql'

export function opItems(nodes: readonly OpNodeFragment[]): GraphItem[] {
  return nodes.map((node) => {
    const parts = node.name.split('.')
    const marks = [kindOf(node), node.fanOuts.length > 0 ? 'each' : undefined]
    const detail = signature(node)
    return {
      id: node.name,
      path: parts.slice(0, -1),
      tone: 'none',
      face: {
        title: parts.at(-1) ?? node.name,
        ...(detail === '' ? {} : { detail }),
        marks: marks.filter((it) => it !== undefined),
        isMany: node.kind === 'FAN_OUT' || node.fanOuts.length > 0,
      },
    }
  })
}

export function opEdges(nodes: readonly OpNodeFragment[]): Edge[] {
  return nodes.flatMap((node) => node.upstream.map((from) => ({ from, to: node.name })))
}

function kindOf(node: OpNodeFragment): string | undefined {
  if (node.kind === 'FAN_OUT') return 'fans out'
  return node.tags.find((tag) => tag.key === 'kind' || tag.key === 'type')?.value
}

/** What it takes and gives: `Orders, text → Report`. */
export function signature(node: OpNodeFragment): string {
  const taken = node.inputs.filter((it) => !['RESOURCE', 'CONFIG', 'FACT'].includes(it.kind))
  const inputs = taken.map((it) => shortType(it.type) ?? it.from)
  const outputs = node.outputs.map((it) => shortType(it.type) ?? it.name)
  if (inputs.length === 0 && outputs.length === 0) return ''
  return [inputs.join(', '), outputs.join(', ')].filter(Boolean).join(' → ')
}

/** Without packages. */
export function shortType(type: string | null): string | undefined {
  return type?.replace(/\b(?:[a-z_][\w]*\.)+(?=[A-Z])/g, '')
}

const SQL_TAGS = ['sql', 'dagwerk/sql', 'query']

export function sqlOf(tags: readonly { key: string; value: string }[]): string | undefined {
  return tags.find((tag) => SQL_TAGS.includes(tag.key))?.value
}
