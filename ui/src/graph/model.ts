// What a graph shows: items within boxes that open and close, and the edges between what is seen. Pure.
import type { Tone } from '@/shared/components/status'

/** One thing; `path` names the boxes around it, outermost first. */
export interface Item {
  id: string
  path: readonly string[]
  tone: Tone | 'none'
}

export interface Edge {
  from: string
  to: string
}

export interface Box {
  id: string
  name: string
  path: readonly string[]
  isOpen: boolean
  /** How many items are within, also in boxes within. */
  count: number
  tones: ReadonlyMap<Item['tone'], number>
}

export interface SeenEdge extends Edge {
  /** How many edges of the items it stands for. */
  count: number
}

export interface Seen<T extends Item> {
  boxes: Box[]
  items: T[]
  edges: SeenEdge[]
  /** The box around each item and box that is seen, but the outermost. */
  parents: ReadonlyMap<string, string>
  /** Of each item what is seen of it: itself, or the closed box that it is in. */
  standsFor: ReadonlyMap<string, string>
}

const BOX = 'box:'

export function boxId(path: readonly string[]): string {
  return BOX + path.join('\u0000')
}

export function isBox(id: string): boolean {
  return id.startsWith(BOX)
}

/** What is seen when these boxes are open: a closed one stands for all within it. */
export function seen<T extends Item>(
  items: readonly T[],
  edges: readonly Edge[],
  open: ReadonlySet<string>,
): Seen<T> {
  const boxes = new Map<string, Box & { tones: Map<Item['tone'], number> }>()
  const parents = new Map<string, string>()
  const standsFor = new Map<string, string>()
  const shown: T[] = []
  for (const item of items) {
    let parent: string | undefined
    let isHidden = false
    for (let depth = 1; depth <= item.path.length && !isHidden; depth++) {
      const path = item.path.slice(0, depth)
      const id = boxId(path)
      let box = boxes.get(id)
      if (!box) {
        const name = path.at(-1) ?? ''
        box = { id, name, path, isOpen: open.has(id), count: 0, tones: new Map() }
        boxes.set(id, box)
        if (parent !== undefined) parents.set(id, parent)
      }
      box.count++
      box.tones.set(item.tone, (box.tones.get(item.tone) ?? 0) + 1)
      parent = id
      isHidden = !box.isOpen
    }
    if (isHidden && parent !== undefined) {
      standsFor.set(item.id, parent)
      continue
    }
    standsFor.set(item.id, item.id)
    shown.push(item)
    if (parent !== undefined) parents.set(item.id, parent)
  }
  return {
    boxes: [...boxes.values()],
    items: shown,
    edges: between(edges, standsFor),
    parents,
    standsFor,
  }
}

function between(edges: readonly Edge[], standsFor: ReadonlyMap<string, string>): SeenEdge[] {
  const counts = new Map<string, SeenEdge>()
  for (const edge of edges) {
    const from = standsFor.get(edge.from)
    const to = standsFor.get(edge.to)
    if (from === undefined || to === undefined || from === to) continue
    const key = edgeKey({ from, to })
    const known = counts.get(key)
    if (known) known.count++
    else counts.set(key, { from, to, count: 1 })
  }
  return [...counts.values()]
}

export function edgeKey({ from, to }: Edge): string {
  return `${from}\n${to}`
}

export interface Lighting {
  /** Items, and the closed boxes that hold some. */
  parts: ReadonlySet<string>
  /** By their keys. */
  edges: ReadonlySet<string>
}

/** What is seen of the items that are lit, and of the edges between them. */
export function lighting(
  lit: ReadonlySet<string>,
  edges: readonly Edge[],
  standsFor: ReadonlyMap<string, string>,
): Lighting {
  const parts = new Set<string>()
  for (const id of lit) {
    const part = standsFor.get(id)
    if (part !== undefined) parts.add(part)
  }
  const within = edges.filter(({ from, to }) => lit.has(from) && lit.has(to))
  return { parts, edges: new Set(between(within, standsFor).map(edgeKey)) }
}

/** The ids of all boxes that there could be. */
export function allBoxes(items: readonly Item[]): string[] {
  const ids = new Set<string>()
  for (const item of items) {
    for (let depth = 1; depth <= item.path.length; depth++)
      ids.add(boxId(item.path.slice(0, depth)))
  }
  return [...ids]
}

/** What comes before (or after) an item, itself included. */
export function reach(
  start: string,
  edges: readonly Edge[],
  direction: 'up' | 'down',
): Set<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const [a, b] = direction === 'down' ? [from, to] : [to, from]
    const known = next.get(a)
    if (known) known.push(b)
    else next.set(a, [b])
  }
  const reached = new Set([start])
  const open = [start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const other of next.get(id) ?? []) {
      if (!reached.has(other)) {
        reached.add(other)
        open.push(other)
      }
    }
  }
  return reached
}
