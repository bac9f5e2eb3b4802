// What the layout is asked, and what it answers, without the library that makes it. Pure.
import type { ElkNode } from 'elkjs/lib/elk-api'
import type { Item, Seen, SeenEdge } from './model'

export interface Place {
  x: number
  y: number
  width: number
  height: number
}

/** Within the box around them. */
export type Places = ReadonlyMap<string, Place>

export const CARD = { width: 216, height: 54 }
export const CLOSED = { width: 216, height: 90 }
/** Of a box that is open, where its name stands. */
export const HEAD = 38

export function layoutInput<T extends Item>(seen: Seen<T>): ElkNode {
  const children = new Map<string | undefined, ElkNode[]>()
  const add = (node: ElkNode) => {
    const parent = seen.parents.get(node.id)
    const known = children.get(parent)
    if (known) known.push(node)
    else children.set(parent, [node])
  }
  for (const item of seen.items) add({ id: item.id, ...CARD })
  // Boxes come with their outer ones first, so the inner ones are given their children last.
  const boxes = seen.boxes.map((box): ElkNode =>
    box.isOpen
      ? { id: box.id, layoutOptions: { 'elk.padding': `[top=${HEAD},left=14,bottom=14,right=14]` } }
      : { id: box.id, ...CLOSED },
  )
  boxes.forEach(add)
  for (const box of boxes) {
    const within = children.get(box.id)
    if (within) box.children = within
  }
  const isNested = seen.boxes.some((it) => it.isOpen)
  const edges = layoutEdges(seen.edges, isNested ? MOST_NESTED : MOST_FLAT)
  const isCrowded = edges.length > CROWDED
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      ...(isNested ? { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' } : {}),
      'elk.layered.thoroughness': isCrowded ? '1' : '3',
      'elk.json.edgeCoords': 'ROOT',
      'elk.edgeRouting': edges.length > MOST_BENT ? 'POLYLINE' : 'ORTHOGONAL',
      'elk.layered.spacing.edgeNodeBetweenLayers': '18',
      'elk.spacing.edgeNode': '16',
      'elk.layered.spacing.nodeNodeBetweenLayers': '64',
      'elk.spacing.nodeNode': '22',
      // It keeps a small picture as it was read, and takes five times as long of a large one.
      ...(isCrowded ? {} : { 'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES' }),
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      'elk.separateConnectedComponents': 'true',
      'elk.aspectRatio': '1.6',
    },
    children: children.get(undefined) ?? [],
    edges: edges.map(({ edge, index }) => ({
      id: `e${index}`,
      sources: [edge.from],
      targets: [edge.to],
    })),
  }
}

/** Of more edges between closed boxes the time of a layout is seconds, and nobody can follow one. */
const MOST_FLAT = 160
const MOST_NESTED = 1_200
const CROWDED = 100
const MOST_BENT = 600

/** Both ways between two are one for the layout, and of too many those that stand for the most are taken. */
function layoutEdges(
  edges: readonly SeenEdge[],
  most: number,
): { edge: SeenEdge; index: number }[] {
  const merged = new Map<string, { edge: SeenEdge; index: number; count: number }>()
  edges.forEach((edge, index) => {
    const back = merged.get(`${edge.to}\n${edge.from}`)
    if (back) back.count += edge.count
    else merged.set(`${edge.from}\n${edge.to}`, { edge, index, count: edge.count })
  })
  const all = [...merged.values()]
  if (all.length <= most) return all
  return all
    .sort((a, b) => b.count - a.count || a.index - b.index)
    .slice(0, most)
    .sort((a, b) => a.index - b.index)
}

/** Where all stand without a layout: in each box a grid, in the order of the overview. */
export function plainPlaces<T extends Item>(seen: Seen<T>): Map<string, Place> {
  const children = new Map<string | undefined, string[]>()
  const add = (id: string) => {
    const parent = seen.parents.get(id)
    const known = children.get(parent)
    if (known) known.push(id)
    else children.set(parent, [id])
  }
  const boxes = new Map(seen.boxes.map((it) => [it.id, it]))
  boxes.forEach((_, id) => add(id))
  seen.items.forEach((it) => add(it.id))
  const places = new Map<string, Place>()
  const put = (parent: string | undefined, left: number, top: number) => {
    const ids = children.get(parent) ?? []
    const columns = Math.max(1, Math.ceil(Math.sqrt(ids.length / 2)))
    let [x, y, high, width] = [left, top, 0, 0]
    ids.forEach((id, index) => {
      if (index > 0 && index % columns === 0) {
        x = left
        y += high + 22
        high = 0
      }
      const box = boxes.get(id)
      const size = box?.isOpen ? put(id, 14, HEAD) : box ? CLOSED : CARD
      places.set(id, { x, y, width: size.width, height: size.height })
      x += size.width + 64
      width = Math.max(width, x - 64)
      high = Math.max(high, size.height)
    })
    return { width: width + 14, height: y + high + 14 }
  }
  put(undefined, 0, 0)
  return places
}

export function placesOf(root: ElkNode): Map<string, Place> {
  const places = new Map<string, Place>()
  const visit = (node: ElkNode) => {
    for (const child of node.children ?? []) {
      const { x = 0, y = 0, width = 0, height = 0 } = child
      places.set(child.id, { x, y, width, height })
      visit(child)
    }
  }
  visit(root)
  return places
}

export type Bends = readonly { x: number; y: number }[]

/** Of each edge, by its place, the points that it goes by in the whole picture. */
export function bendsOf(root: ElkNode): Map<number, Bends> {
  const bends = new Map<number, Bends>()
  const visit = (node: ElkNode) => {
    for (const edge of node.edges ?? []) {
      const section = edge.sections?.[0]
      if (!section) continue
      const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
      bends.set(Number(edge.id.slice(1)), points)
    }
    node.children?.forEach(visit)
  }
  visit(root)
  return bends
}

const ROUND = 8

/** A line by these points with round corners, as SVG has it. */
export function lineBy(points: Bends): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${first.x} ${first.y}`
  rest.forEach((point, index) => {
    const next = rest[index + 1]
    const before = points[index] ?? first
    if (!next) {
      path += `L${point.x} ${point.y}`
      return
    }
    const into = toward(point, before)
    const out = toward(point, next)
    path += `L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`
  })
  return path
}

function toward(
  from: { x: number; y: number },
  to: { x: number; y: number },
): { x: number; y: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y)
  const part = length === 0 ? 0 : Math.min(ROUND, length / 2) / length
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

/** In the whole picture. */
export function absolute(places: Places, parents: ReadonlyMap<string, string>): Map<string, Place> {
  const all = new Map<string, Place>()
  const find = (id: string): Place | undefined => {
    const known = all.get(id)
    const own = places.get(id)
    if (known || !own) return known
    const parent = parents.get(id)
    const around = parent === undefined ? undefined : find(parent)
    const place = around ? { ...own, x: own.x + around.x, y: own.y + around.y } : own
    all.set(id, place)
    return place
  }
  for (const id of places.keys()) find(id)
  return all
}
