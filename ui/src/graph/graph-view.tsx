import { ActionIcon, Tooltip } from '@mantine/core'
import {
  BaseEdge,
  getBezierPath,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type EdgeProps,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useMemo, useRef, type ReactElement } from 'react'
import { Icon, type IconName } from '@/shared/components/icon'
import { BoxCard, Card, type GraphItem } from './card'
import { drawingOf } from './drawing'
import { ExportMenu } from './export-menu'
import { edgesOf, nodesOf } from './flow'
import styles from './graph.module.css'
import { lineBy, type Bends } from './layout'
import { isBox, lighting, seen, type Edge } from './model'
import { ZOOM } from './step'
import { useLayout, type LaidOut } from './use-layout'
import { useSteps } from './use-steps'
import type { Words } from './words'

export interface GraphProps extends Words {
  label: string
  /** Of the files that it is exported as; the label when it is left out. */
  title?: string | undefined
  items: readonly GraphItem[]
  edges: readonly Edge[]
  open: ReadonlySet<string>
  onOpen: (open: ReadonlySet<string>) => void
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  /** Enter on what is selected, or a double click. */
  onEnter?: ((id: string) => void) | undefined
  /** What the others are dimmed beside. */
  lit?: ReadonlySet<string> | undefined
}

const TYPES = { card: Card, box: BoxCard }
const EDGES = { bent: BentEdge }
const FIT = { padding: 0.08, maxZoom: 1.15, duration: 200 }

export function GraphView(props: GraphProps): ReactElement {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  )
}

function Graph(props: GraphProps): ReactElement {
  const { items, edges, open, onSelect } = props
  const view = useMemo(() => seen(items, edges, open), [items, edges, open])
  const { laidOut, error } = useLayout(view)
  const flow = useReactFlow()
  useFit(laidOut)
  const fit = () => void flow.fitView(FIT)
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    props.onOpen(next)
  }
  const { selected, onEnter } = props
  const { element, press } = useSteps(laidOut, { selected, onSelect, onEnter, onFit: fit })
  const shown = useShown(laidOut, props, toggle)
  return (
    <div className={styles['graph']}>
      <div ref={element} className={styles['flow']} onKeyDownCapture={press}>
        <ReactFlow
          aria-label={props.label}
          nodes={shown.nodes}
          edges={shown.edges}
          nodeTypes={TYPES}
          edgeTypes={EDGES}
          zIndexMode="manual"
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable
          edgesFocusable={false}
          deleteKeyCode={null}
          disableKeyboardA11y
          onlyRenderVisibleElements={shown.nodes.length > 120}
          minZoom={ZOOM.least}
          maxZoom={ZOOM.most}
          zoomOnDoubleClick={false}
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_, node) => {
            if (isBox(node.id) && !open.has(node.id)) toggle(node.id)
            else onSelect(node.id)
          }}
          onNodeDoubleClick={(_, node) => {
            if (!isBox(node.id)) onEnter?.(node.id)
          }}
          onPaneClick={() => {
            onSelect(undefined)
          }}
        />
      </div>
      {!laidOut && !error && <div className={styles['busy']}>Drawing the graph…</div>}
      {error && (
        <div className={styles['plain']} role="status">
          Shown in a plain order, as the layout failed: {error.message}
        </div>
      )}
      <div className={styles['tools']}>
        <ExportMenu
          title={props.title ?? props.label}
          count={items.length}
          words={props}
          drawing={laidOut && (() => drawingOf(laidOut, props))}
          seen={() => view}
        />
        <Tool icon="plus" text="Zoom in" onClick={() => void flow.zoomIn()} />
        <Tool icon="minus" text="Zoom out" onClick={() => void flow.zoomOut()} />
        <Tool icon="fit" text="Show all of it" onClick={fit} />
      </div>
    </div>
  )
}

/** Whenever boxes are opened or closed, all of it is to be seen. */
function useFit(laidOut: LaidOut<GraphItem> | undefined): void {
  const flow = useReactFlow()
  const places = laidOut?.places
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
}

function useShown(
  laidOut: LaidOut<GraphItem> | undefined,
  { edges, selected, lit, noun, toneText, open }: GraphProps,
  toggle: (id: string) => void,
) {
  const light = useMemo(
    () => lit && laidOut && lighting(lit, edges, laidOut.seen.standsFor),
    [lit, edges, laidOut],
  )
  const nodes = useMemo(
    () => (laidOut ? nodesOf(laidOut, { selected, light }, { noun, toneText }, toggle) : []),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what else there is changes nothing seen
    [laidOut, selected, light, open],
  )
  const flowEdges = useMemo(
    () => (laidOut ? edgesOf(laidOut, { selected, light }) : []),
    [laidOut, selected, light],
  )
  return { nodes, edges: flowEdges }
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

/** By the way that the layout has found around the cards. */
function BentEdge(props: EdgeProps): ReactElement {
  const bends = (props.data?.['bends'] ?? []) as Bends
  const path = bends.length > 1 ? lineBy(bends) : getBezierPath(props)[0]
  return <BaseEdge path={path} {...(props.markerEnd ? { markerEnd: props.markerEnd } : {})} />
}
