// What was laid out, as the library that shows it takes it. Pure.
import { MarkerType, type Edge as FlowEdge, type Node } from '@xyflow/react'
import type { BoxData, CardData, GraphItem } from './card'
import { edgeKey, type Lighting } from './model'
import type { LaidOut } from './use-layout'
import type { Words } from './words'

/** Lines lie on the boxes that are open, and below the cards. */
const LAYERS = { box: 0, edge: 10, near: 11, card: 20 }

export interface Look {
  selected: string | undefined
  /** What all else is dimmed beside. */
  light: Lighting | undefined
}

export function nodesOf(
  { seen, places }: LaidOut<GraphItem>,
  { selected, light }: Look,
  words: Words,
  onToggle: (id: string) => void,
): Node[] {
  const node = (id: string, data: CardData | BoxData, more: Partial<Node>): Node[] => {
    const place = places.get(id)
    if (!place) return []
    const parentId = seen.parents.get(id)
    const { x, y, width, height } = place
    return [
      {
        id,
        data,
        position: { x, y },
        width,
        height,
        selected: id === selected,
        ...more,
        ...(parentId === undefined ? {} : { parentId }),
      },
    ]
  }
  const isDim = (id: string) => light !== undefined && !light.parts.has(id)
  const boxes = seen.boxes.flatMap((box) =>
    node(
      box.id,
      {
        box,
        ...words,
        isDim: !box.isOpen && isDim(box.id),
        onToggle: () => {
          onToggle(box.id)
        },
      },
      {
        type: 'box',
        // Its head is a button, which has the focus.
        focusable: false,
        ariaRole: 'group',
        zIndex: box.isOpen ? LAYERS.box + box.path.length : LAYERS.card,
      },
    ),
  )
  const cards = seen.items.flatMap((item) =>
    node(
      item.id,
      { item, isDim: isDim(item.id) },
      {
        type: 'card',
        ariaRole: 'button',
        domAttributes: { 'aria-pressed': item.id === selected, 'aria-roledescription': undefined },
        zIndex: LAYERS.card,
      },
    ),
  )
  return [...boxes, ...cards]
}

export function edgesOf(
  { seen, bends }: LaidOut<GraphItem>,
  { selected, light }: Look,
): FlowEdge[] {
  return seen.edges.map((edge, index) => {
    const isNear = edge.from === selected || edge.to === selected
    const isDim = light !== undefined && !light.edges.has(edgeKey(edge)) && !isNear
    return {
      id: edgeKey(edge),
      type: 'bent',
      data: { bends: bends.get(index) ?? [] },
      source: edge.from,
      target: edge.to,
      className: isNear ? 'near' : isDim ? 'dim' : '',
      markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--idle-fill)' },
      zIndex: isNear ? LAYERS.near : LAYERS.edge,
      focusable: false,
    }
  })
}
