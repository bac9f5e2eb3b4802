import { ActionIcon, Tooltip } from '@mantine/core'
import {
  BaseEdge,
  getBezierPath,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type EdgeProps,
  type Edge as FlowEdge,
  type Node,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactElement } from 'react'
import { Icon, type IconName } from '@/shared/components/icon'
import type { Tone } from '@/shared/components/status'
import { BoxCard, Card, type BoxData, type CardData, type GraphItem } from './card'
import styles from './graph.module.css'
import { absolute, lineBy, stepFrom, type Bends, type Place, type Step } from './layout'
import { isBox, seen, type Edge } from './model'
import { useLayout, type LaidOut } from './use-layout'

export interface GraphProps {
  label: string
  items: readonly GraphItem[]
  edges: readonly Edge[]
  open: ReadonlySet<string>
  onOpen: (open: ReadonlySet<string>) => void
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  /** Enter, or a double click. */
  onEnter?: ((id: string) => void) | undefined
  /** What the others are dimmed beside. */
  lit?: ReadonlySet<string> | undefined
  noun: [one: string, many: string]
  toneText: Record<Tone | 'none', string>
}

const TYPES = { card: Card, box: BoxCard }
const EDGES = { bent: BentEdge }
/** Lines lie on the boxes that are open, and below the cards. */
const LAYERS = { box: 0, edge: 10, near: 11, card: 20 }
const FIT = { padding: 0.08, maxZoom: 1.15, duration: 200 }

export function GraphView(props: GraphProps): ReactElement {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  )
}

function Graph(props: GraphProps): ReactElement {
  const { items, edges, open, selected, onSelect } = props
  const view = useMemo(() => seen(items, edges, open), [items, edges, open])
  const { laidOut, error } = useLayout(view)
  const flow = useReactFlow()
  const places = laidOut?.places
  const whole = useMemo(
    () => (laidOut ? absolute(laidOut.places, laidOut.seen.parents) : new Map<string, Place>()),
    [laidOut],
  )
  // Whenever boxes are opened or closed, all of it is to be seen.
  const count = useRef(0)
  useEffect(() => {
    if (!places) return
    const first = count.current++ === 0
    const frame = requestAnimationFrame(() => {
      void flow.fitView(first ? { ...FIT, duration: 0 } : FIT)
    })
    return () => {
      cancelAnimationFrame(frame)
    }
  }, [places, flow])

  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    props.onOpen(next)
  }
  const enter = (id: string) => {
    if (isBox(id)) toggle(id)
    else props.onEnter?.(id)
  }
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return
    const { key } = event
    if (key.startsWith('Arrow')) {
      const closed = new Map([...whole].filter(([id]) => !isBox(id) || !open.has(id)))
      const next = stepFrom(closed, selected, key as Step)
      if (next !== undefined) {
        onSelect(next)
        void flow.fitView({ ...FIT, nodes: [{ id: next }], maxZoom: flow.getZoom() })
      }
    } else if (key === 'Enter' && selected !== undefined) enter(selected)
    else if (key === 'Escape') onSelect(undefined)
    else if (key === '+' || key === '=') void flow.zoomIn()
    else if (key === '-') void flow.zoomOut()
    else if (key === '0') void flow.fitView(FIT)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const nodes = useMemo(
    () => (laidOut ? nodesOf(laidOut, props, toggle) : []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what else there is changes nothing seen
    [laidOut, selected, props.lit, open],
  )
  const flowEdges = useMemo(
    () => (laidOut ? edgesOf(laidOut, selected, props.lit) : []),
    [laidOut, selected, props.lit],
  )
  return (
    <div className={styles['graph']} onKeyDownCapture={press}>
      <ReactFlow
        aria-label={props.label}
        nodes={nodes}
        edges={flowEdges}
        nodeTypes={TYPES}
        edgeTypes={EDGES}
        zIndexMode="manual"
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable
        edgesFocusable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        onlyRenderVisibleElements={nodes.length > 120}
        minZoom={0.05}
        maxZoom={2}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_, node) => {
          if (isBox(node.id) && !open.has(node.id)) toggle(node.id)
          else onSelect(node.id)
        }}
        onNodeDoubleClick={(_, node) => {
          if (!isBox(node.id)) enter(node.id)
        }}
        onPaneClick={() => {
          onSelect(undefined)
        }}
      />
      {!laidOut && !error && <div className={styles['busy']}>Drawing the graph…</div>}
      {error && (
        <div className={styles['plain']} role="status">
          Shown in a plain order, as the layout failed: {error.message}
        </div>
      )}
      <div className={styles['tools']}>
        <Tool icon="plus" text="Zoom in" onClick={() => void flow.zoomIn()} />
        <Tool icon="minus" text="Zoom out" onClick={() => void flow.zoomOut()} />
        <Tool icon="fit" text="Show all of it" onClick={() => void flow.fitView(FIT)} />
      </div>
    </div>
  )
}

export function Tool(props: { icon: IconName; text: string; onClick: () => void }): ReactElement {
  return (
    <Tooltip label={props.text}>
      <ActionIcon aria-label={props.text} onClick={props.onClick}>
        <Icon name={props.icon} size={14} />
      </ActionIcon>
    </Tooltip>
  )
}

function nodesOf(
  { seen: view, places }: LaidOut<GraphItem>,
  { selected, lit, noun, toneText }: GraphProps,
  toggle: (id: string) => void,
): Node[] {
  const node = (id: string, type: string, data: CardData | BoxData, layer: number): Node[] => {
    const place = places.get(id)
    if (!place) return []
    const parentId = view.parents.get(id)
    const { x, y, width, height } = place
    return [
      {
        id,
        type,
        data,
        position: { x, y },
        width,
        height,
        selected: id === selected,
        zIndex: layer,
        ...(parentId === undefined ? {} : { parentId }),
      },
    ]
  }
  // Of a box the items are not among the lit ones: it is never dimmed, as it may hold some.
  const boxes = view.boxes.flatMap((box) => {
    const onToggle = () => toggle(box.id)
    return node(
      box.id,
      'box',
      { box, noun, toneText, isDim: false, onToggle },
      box.isOpen ? LAYERS.box + box.path.length : LAYERS.card,
    )
  })
  const cards = view.items.flatMap((item) =>
    node(item.id, 'card', { item, isDim: lit !== undefined && !lit.has(item.id) }, LAYERS.card),
  )
  return [...boxes, ...cards]
}

function edgesOf(
  { seen: view, bends }: LaidOut<GraphItem>,
  selected: string | undefined,
  lit: ReadonlySet<string> | undefined,
): FlowEdge[] {
  return view.edges.map((edge, index) => {
    const isNear = edge.from === selected || edge.to === selected
    const isDim = lit !== undefined && !(lit.has(edge.from) && lit.has(edge.to)) && !isNear
    return {
      id: `${edge.from}\n${edge.to}`,
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

/** By the way that the layout has found around the cards. */
function BentEdge(props: EdgeProps): ReactElement {
  const bends = (props.data?.['bends'] ?? []) as Bends
  const path = bends.length > 1 ? lineBy(bends) : getBezierPath(props)[0]
  return <BaseEdge path={path} {...(props.markerEnd ? { markerEnd: props.markerEnd } : {})} />
}
