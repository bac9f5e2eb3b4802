// Where thousands of items stand in one picture: a block for each box, blocks in columns by what they come after,
// and items in a grid within. It takes time that grows with what there is, and no more. Pure.
import type { Edge, Item } from './model'

export interface Spot {
  x: number
  y: number
}

export interface Block {
  name: string
  x: number
  y: number
  width: number
  height: number
  count: number
}

export interface Overview {
  spots: Spot[]
  blocks: Block[]
  width: number
  height: number
}

export const CELL = { width: 148, height: 26, gap: 6 }
/** Between blocks, where their names stand when all is far away. */
const LEAST_GAP = 60
const HEAD = 40
const PAD = 12

export function overviewLayout(items: readonly Item[], edges: readonly Edge[]): Overview {
  const place = new Map(items.map((item, index) => [item.id, index]))
  const depths = depthsOf(items.length, edges, place)
  const groups = new Map<string, number[]>()
  items.forEach((item, index) => {
    const name = item.path[0] ?? ''
    const members = groups.get(name)
    if (members) members.push(index)
    else groups.set(name, [index])
  })
  const blocks = [...groups].map(([name, members]) => {
    const sorted = members.sort((a, b) => (depths[a] ?? 0) - (depths[b] ?? 0) || a - b)
    const columns = Math.max(1, Math.ceil(Math.sqrt((sorted.length * CELL.height) / CELL.width)))
    const rows = Math.ceil(sorted.length / columns)
    const depth = sorted.reduce((sum, index) => sum + (depths[index] ?? 0), 0) / sorted.length
    return {
      name,
      members: sorted,
      rows,
      depth,
      width: columns * (CELL.width + CELL.gap) - CELL.gap + 2 * PAD,
      height: rows * (CELL.height + CELL.gap) - CELL.gap + HEAD + PAD,
    }
  })
  blocks.sort((a, b) => a.depth - b.depth || a.name.localeCompare(b.name))
  return put(blocks, items.length)
}

interface Sized {
  name: string
  members: number[]
  rows: number
  width: number
  height: number
}

/** Columns of about the height that makes the picture half as wide again as it is high. */
function put(blocks: readonly Sized[], count: number): Overview {
  const tallest = blocks.reduce((most, it) => Math.max(most, it.height), 0)
  const gap = LEAST_GAP + tallest * 0.12
  const area = blocks.reduce((sum, it) => sum + (it.width + gap) * (it.height + gap), 0)
  const limit = Math.max(tallest, Math.sqrt(area / 1.6))
  const spots: Spot[] = Array.from({ length: count }, () => ({ x: 0, y: 0 }))
  const placed: Block[] = []
  let [x, y, widest, height] = [0, 0, 0, 0]
  for (const block of blocks) {
    if (y > 0 && y + block.height > limit) {
      x += widest + gap
      y = 0
      widest = 0
    }
    const { name, width } = block
    placed.push({ name, x, y, width, height: block.height, count: block.members.length })
    block.members.forEach((member, index) => {
      const column = Math.floor(index / block.rows)
      const row = index % block.rows
      spots[member] = {
        x: x + PAD + column * (CELL.width + CELL.gap),
        y: y + HEAD + row * (CELL.height + CELL.gap),
      }
    })
    widest = Math.max(widest, width)
    y += block.height + gap
    height = Math.max(height, y - gap)
  }
  return { spots, blocks: placed, width: x + widest, height }
}

/** How many layers come before each; what is in a circle counts as what leads into it. */
function depthsOf(
  count: number,
  edges: readonly Edge[],
  place: ReadonlyMap<string, number>,
): Int32Array {
  const depths = new Int32Array(count)
  const waits = new Int32Array(count)
  const next: number[][] = Array.from({ length: count }, () => [])
  for (const edge of edges) {
    const from = place.get(edge.from)
    const to = place.get(edge.to)
    if (from === undefined || to === undefined || from === to) continue
    next[from]?.push(to)
    waits[to] = (waits[to] ?? 0) + 1
  }
  const ready: number[] = []
  waits.forEach((waiting, index) => {
    if (waiting === 0) ready.push(index)
  })
  for (let at = 0; at < ready.length; at++) {
    const from = ready[at] ?? 0
    for (const to of next[from] ?? []) {
      depths[to] = Math.max(depths[to] ?? 0, (depths[from] ?? 0) + 1)
      waits[to] = (waits[to] ?? 0) - 1
      if (waits[to] === 0) ready.push(to)
    }
  }
  return depths
}

export type Detail = 'dots' | 'cards' | 'names'

/** How much of an item is drawn at a scale: a name only where it can be read. */
export function detailAt(scale: number): Detail {
  if (scale * CELL.height < 4) return 'dots'
  return scale * 12 < 8 ? 'cards' : 'names'
}

/** The item at a place, if there is one. */
export function itemAt(overview: Overview, x: number, y: number): number | undefined {
  const block = overview.blocks.find(
    (it) => x >= it.x && x <= it.x + it.width && y >= it.y && y <= it.y + it.height,
  )
  if (!block) return undefined
  const found = overview.spots.findIndex(
    (it) => x >= it.x && x <= it.x + CELL.width && y >= it.y && y <= it.y + CELL.height,
  )
  return found < 0 ? undefined : found
}
