// The columns of the API as items and edges of a graph. Pure.
import type { AssetState, LineageQuery } from '@/shared/api/generated/graphql'
import { statusTone } from '@/shared/components/status'
import type { GraphItem } from '@/graph/card'
import type { Edge } from '@/graph/model'

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
export function graphOf(columns: Columns, edges: Edge[]): AssetGraph {
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
  return { items, edges, groups: groupNames, counts }
}

/** Apart from the items, which a state makes anew. */
export function edgesOf({ keys, from, to }: Pick<Columns, 'keys' | 'from' | 'to'>): Edge[] {
  return from.flatMap((place, index): Edge[] => {
    const [a, b] = [keys[place], keys[to[index] ?? -1]]
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }]
  })
}

/** Of so many cards a layout takes a moment, and nobody reads them. */
export const MOST_CARDS = 400

export interface Opened {
  open: string[]
  /** The first for which there is no room. */
  refused: string | undefined
}

/** Of the groups that are to be open those for which there is room, in their order. */
export function openWithin(items: readonly AssetItem[], names: readonly string[]): Opened {
  const counts = new Map<string, number>()
  for (const { group } of items) counts.set(group, (counts.get(group) ?? 0) + 1)
  let cards = counts.size
  let refused: string | undefined
  const open = names.filter((name) => {
    const count = counts.get(name)
    if (count === undefined) return false
    if (cards - 1 + count > MOST_CARDS) {
      refused ??= name
      return false
    }
    cards += count - 1
    return true
  })
  return { open, refused }
}

/** The groups that are open when the address says nothing: all, where they are few. */
export function openAtFirst(graph: AssetGraph): string[] {
  return graph.items.length <= 40 && graph.groups.length === 1 ? graph.groups : []
}
