// The columns of the API as items and edges of a graph. Pure.
import type { AssetState, LineageQuery } from '@/shared/api/generated/graphql'
import { statusTone } from '@/shared/components/status'
import type { GraphItem } from '@/graph/card'
import type { Edge } from '@/graph/model'
import type { Vocabulary } from '@/selection/complete'

export interface AssetItem extends GraphItem {
  state: AssetState
  group: string
  location: string
}

export interface AssetGraph {
  items: AssetItem[]
  edges: Edge[]
  groups: string[]
  counts: ReadonlyMap<AssetState, number>
}

export type Columns = LineageQuery['lineage']

export const TONE_TEXT = {
  ok: 'materialized',
  bad: 'failed',
  warn: 'stale',
  run: 'running',
  idle: 'without a value',
  none: '',
}

/** A part of the name that all of a group have says nothing within it, so its end is told apart. */
export function graphOf(columns: Columns): AssetGraph {
  const { keys, states, groups, groupNames, locations, locationNames, kinds, kindSets } = columns
  const counts = new Map<AssetState, number>()
  const items = keys.map((key, index): AssetItem => {
    const state = states[index] ?? 'MISSING'
    counts.set(state, (counts.get(state) ?? 0) + 1)
    const group = groupNames[groups[index] ?? 0] ?? ''
    const location = locationNames[locations[index] ?? 0] ?? ''
    const marks = kindSets[kinds[index] ?? 0] ?? []
    const at = key.lastIndexOf('/')
    return {
      id: key,
      path: [group],
      state,
      group,
      location,
      tone: statusTone(state),
      face: {
        title: key.slice(at + 1),
        ...(at > 0 ? { detail: key.slice(0, at) } : { detail: location }),
        status: state,
        marks,
      },
    }
  })
  const edges = columns.from.flatMap((from, index): Edge[] => {
    const [a, b] = [keys[from], keys[columns.to[index] ?? -1]]
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }]
  })
  return { items, edges, groups: groupNames, counts }
}

export function wordsOf(columns: Columns | undefined): Vocabulary {
  return {
    keys: columns?.keys ?? [],
    groups: columns?.groupNames.filter((it) => it !== '') ?? [],
    kinds: [...new Set(columns?.kindSets.flat() ?? [])],
    locations: columns?.locationNames ?? [],
  }
}

/** Of so many cards a layout takes a moment, and nobody reads them. */
export const MOST_CARDS = 400

/** How many cards there would be with these groups open. */
export function cardsOf(items: readonly AssetItem[], open: ReadonlySet<string>): number {
  const closed = new Set<string>()
  let count = 0
  for (const item of items) {
    if (open.has(item.group)) count++
    else closed.add(item.group)
  }
  return count + closed.size
}

/** The groups that are open when the address says nothing: all, where they are few. */
export function openAtFirst(graph: AssetGraph): string[] {
  return graph.items.length <= 40 && graph.groups.length === 1 ? graph.groups : []
}
