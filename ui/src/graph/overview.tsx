import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { statusText } from '@/shared/components/status'
import type { GraphItem } from './card'
import { MOST_LINES, overviewDrawing } from './drawing'
import { draw, FarPicture, fitted, type Colors, type Scene, type View } from './draw-overview'
import { ExportMenu } from './export-menu'
import { Tool } from './graph-view'
import styles from './graph.module.css'
import { allBoxes, seen, type Edge } from './model'
import { CELL, itemAt, overviewLayout } from './overview-layout'
import { isOfBrowser, isStep, stepFrom, type Step } from './step'
import type { Words } from './words'

interface Props extends Words {
  label: string
  /** Of the files that it is exported as; the label when it is left out. */
  title?: string | undefined
  items: readonly GraphItem[]
  edges: readonly Edge[]
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  onEnter?: (id: string) => void
  lit?: ReadonlySet<string> | undefined
}

const FALLBACK: View = { x: 0, y: 0, scale: 1 }

/** Thousands of items in one picture, which is moved with the pointer, the wheel and the keys. */
export function OverviewCanvas(props: Props): ReactElement {
  const { items, edges, selected, lit, onSelect } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const view = useRef<View>(FALLBACK)
  const far = useRef<FarPicture>(undefined)
  const moving = useRef<{ x: number; y: number; isDrag: boolean } | undefined>(undefined)
  const [tip, setTip] = useState<{ x: number; y: number; item: GraphItem }>()
  const shape = useMemo(
    () =>
      [
        ...items.map((it) => `${it.id}\n${it.path[0] ?? ''}`),
        ...edges.map((it) => `${it.from}\n${it.to}`),
      ].join('\n\n'),
    [items, edges],
  )
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a state that changes moves nothing
  const overview = useMemo(() => overviewLayout(items, edges), [shape])
  const index = useMemo(() => new Map(items.map((it, i) => [it.id, i])), [items])
  const ends = useMemo(
    () =>
      edges.flatMap(({ from, to }): [number, number][] => {
        const [a, b] = [index.get(from), index.get(to)]
        return a === undefined || b === undefined ? [] : [[a, b]]
      }),
    [edges, index],
  )
  const scene = useRef<Omit<Scene, 'colors' | 'font'>>(null)
  const isDue = useRef(false)
  const paint = () => {
    if (isDue.current) return
    isDue.current = true
    requestAnimationFrame(() => {
      isDue.current = false
      const element = canvas.current
      const context = element?.getContext('2d')
      if (!element || !context || !scene.current) return
      const ratio = window.devicePixelRatio
      const size = { width: element.clientWidth, height: element.clientHeight }
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
      if (element.width !== width || element.height !== height) {
        element.width = width
        element.height = height
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      far.current ??= new FarPicture()
      draw(context, { ...scene.current, ...looks(element) }, view.current, size, far.current)
    })
  }
  const fit = () => {
    const element = canvas.current
    if (!element) return
    const size = { width: element.clientWidth, height: element.clientHeight }
    view.current = fitted(overview, size)
    paint()
  }
  useEffect(fit, [overview])
  useEffect(() => {
    const place = selected === undefined ? undefined : index.get(selected)
    scene.current = { overview, items, edges: ends, selected: place, lit }
    paint()
  }, [overview, items, ends, index, selected, lit])
  const zoom = (factor: number, x?: number, y?: number) => {
    const element = canvas.current
    if (!element) return
    const [px, py] = [x ?? element.clientWidth / 2, y ?? element.clientHeight / 2]
    const { x: left, y: top, scale } = view.current
    const next = Math.min(2.5, Math.max(0.01, scale * factor))
    view.current = {
      scale: next,
      x: left + px / scale - px / next,
      y: top + py / scale - py / next,
    }
    paint()
  }
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const resized = new ResizeObserver(paint)
    resized.observe(element)
    // The colours are those of the theme, which may change.
    const themed = new MutationObserver(paint)
    themed.observe(document.documentElement, { attributes: true })
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      zoom(Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY)
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => {
      resized.disconnect()
      themed.disconnect()
      element.removeEventListener('wheel', wheel)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what it calls reads what is newest
  }, [])
  const found = (x: number, y: number) => {
    const { x: left, y: top, scale } = view.current
    const place = itemAt(overview, left + x / scale, top + y / scale)
    return place === undefined ? undefined : items[place]
  }
  const press = (event: KeyboardEvent) => {
    if (isOfBrowser(event)) return
    const { key } = event
    if (isStep(key)) step(key)
    else if (key === 'Enter' && selected !== undefined) props.onEnter?.(selected)
    else if (key === 'Escape') onSelect(undefined)
    else if (key === '+' || key === '=') zoom(1.25)
    else if (key === '-') zoom(0.8)
    else if (key === '0') fit()
    else return
    event.preventDefault()
  }
  const step = (key: Step) => {
    const places = new Map(
      items.map((it, i) => [it.id, { ...(overview.spots[i] ?? { x: 0, y: 0 }), ...CELL }]),
    )
    const next = stepFrom(places, selected, key)
    const place = next === undefined ? undefined : places.get(next)
    const element = canvas.current
    if (next === undefined || !place || !element) return
    onSelect(next)
    const scale = Math.max(view.current.scale, 0.7)
    view.current = {
      scale,
      x: place.x + CELL.width / 2 - element.clientWidth / 2 / scale,
      y: place.y + CELL.height / 2 - element.clientHeight / 2 / scale,
    }
    paint()
  }
  return (
    <div className={styles['graph']}>
      <canvas
        ref={canvas}
        className={styles['canvas']}
        tabIndex={0}
        // eslint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role -- it has keys of its own
        role="application"
        aria-label={`${props.label}. Arrow keys move, Enter opens, plus and minus zoom.`}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          moving.current = { x: event.clientX, y: event.clientY, isDrag: false }
        }}
        onPointerMove={(event) => {
          const { offsetX, offsetY } = event.nativeEvent
          const start = moving.current
          if (!start) {
            const item = found(offsetX, offsetY)
            setTip(item && { x: offsetX, y: offsetY, item })
            return
          }
          const [dx, dy] = [event.clientX - start.x, event.clientY - start.y]
          if (!start.isDrag && Math.hypot(dx, dy) < 4) return
          const { scale, x, y } = view.current
          view.current = { scale, x: x - dx / scale, y: y - dy / scale }
          moving.current = { x: event.clientX, y: event.clientY, isDrag: true }
          setTip(undefined)
          paint()
        }}
        onPointerUp={(event) => {
          const isClick = moving.current && !moving.current.isDrag
          moving.current = undefined
          if (isClick) onSelect(found(event.nativeEvent.offsetX, event.nativeEvent.offsetY)?.id)
        }}
        onPointerCancel={() => {
          moving.current = undefined
        }}
        onPointerLeave={() => {
          setTip(undefined)
        }}
        onDoubleClick={(event) => {
          const item = found(event.nativeEvent.offsetX, event.nativeEvent.offsetY)
          if (item) props.onEnter?.(item.id)
        }}
      />
      {tip && (
        <div className={styles['tip']} style={{ left: tip.x + 14, top: tip.y + 14 }}>
          {tip.item.face.title}
          {tip.item.face.status && ` · ${statusText(tip.item.face.status).toLowerCase()}`}
        </div>
      )}
      <div className={styles['tools']}>
        <ExportMenu
          title={props.title ?? props.label}
          count={items.length}
          words={props}
          drawing={() => overviewDrawing(overview, items, edges, selected, props)}
          seen={() => seen(items, edges, new Set(allBoxes(items)))}
          note={edges.length > MOST_LINES ? fewLines(edges.length, selected) : undefined}
        />
        <Tool icon="plus" text="Zoom in" onClick={() => zoom(1.4)} />
        <Tool icon="minus" text="Zoom out" onClick={() => zoom(1 / 1.4)} />
        <Tool icon="fit" text="Show all of it" onClick={fit} />
      </div>
    </div>
  )
}

function fewLines(count: number, selected: string | undefined): string {
  const all = `${count.toLocaleString('en')} edges are too many`
  return selected === undefined
    ? `Without edges, as ${all}`
    : `With the edges of ${selected}; ${all}`
}

function looks(element: HTMLElement): { colors: Colors; font: string } {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  return {
    font: style.fontFamily,
    colors: {
      ok: color('--ok-fill'),
      bad: color('--bad-fill'),
      warn: color('--warn-fill'),
      run: color('--accent'),
      idle: color('--idle-fill'),
      none: color('--line-strong'),
      card: color('--bg'),
      line: color('--line-strong'),
      text: color('--text'),
      faint: color('--text-faint'),
      block: color('--bg-hover'),
      accent: color('--accent'),
    },
  }
}
