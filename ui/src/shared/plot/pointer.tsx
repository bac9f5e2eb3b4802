import { Link } from '@tanstack/react-router'
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { shortId } from '../components/copy'
import { EDGE, type Geometry } from './geometry'
import { remarks, type PlotData } from './model'
import { nearest } from './place'
import { partOf, placeAfter } from './plot-keys'
import styles from './plot.module.css'
import { valueText } from './scale'

interface Props {
  data: PlotData
  geometry: Geometry
  names: string[]
  height: number
  stepOf?: ((index: number) => string | undefined) | undefined
  current: number | undefined
  onCurrent: (index: number | undefined) => void
  onZoom?: (from: number, to: number) => void
}

/** Fewer pixels are a click. */
const DRAG_PIXELS = 6

/**
 * One link over the whole picture: it leads to the run of the point that is nearest, or that the arrows chose. A point that
 * was reported has no run: there it leads nowhere, and says so, so that the focus stays.
 */
export function Pointer(props: Props): ReactElement {
  const { data, geometry, current, onCurrent, onZoom } = props
  const [band, setBand] = useState<readonly [number, number]>()
  const [anchor, setAnchor] = useState<number>()
  const [spoken, setSpoken] = useState('')
  const begun = useRef<number>(undefined)
  const wasDragged = useRef(false)
  const index = Math.min(current ?? data.points.length - 1, data.points.length - 1)
  const slotWidth = geometry.inner.width / Math.max(1, geometry.placed.width)
  const indexAt = (x: number) => nearest(geometry.placed.slots, x / slotWidth - 0.5) ?? 0
  const run = data.points[index]?.run
  const part = partOf({ index, anchor })
  const edge = (at: number) => geometry.xOf(geometry.placed.slots[at] ?? 0) - EDGE.left
  const shown = band ?? (part && ([edge(part.from), edge(part.to)] as const))
  const xIn = (event: PointerEvent) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  const area = {
    className: styles['area'],
    style: { left: EDGE.left, right: EDGE.right, top: 0, height: props.height - EDGE.bottom },
    // A link would be dragged away by itself.
    onDragStart: (event: { preventDefault: () => void }) => event.preventDefault(),
    'aria-label': nameOf(props, index),
    onPointerDown: (event: PointerEvent) => {
      wasDragged.current = false
      if (event.button === 0 && event.pointerType !== 'touch') begun.current = xIn(event)
    },
    onPointerMove: (event: PointerEvent) => {
      const x = xIn(event)
      onCurrent(indexAt(x))
      if (begun.current === undefined || !onZoom) return
      if (Math.abs(x - begun.current) > DRAG_PIXELS) {
        event.currentTarget.setPointerCapture(event.pointerId)
        wasDragged.current = true
        setBand([begun.current, x])
      }
    },
    onPointerUp: (event: PointerEvent) => {
      const from = begun.current
      begun.current = undefined
      setBand(undefined)
      if (!wasDragged.current || from === undefined) return
      const [a = 0, b = 0] = [indexAt(from), indexAt(xIn(event))].toSorted((p, q) => p - q)
      if (b > a) onZoom?.(a, b)
    },
    onPointerCancel: () => {
      begun.current = undefined
      setBand(undefined)
    },
    onPointerLeave: () => {
      if (begun.current === undefined) onCurrent(undefined)
    },
    onFocus: () => onCurrent(index),
    onBlur: () => {
      onCurrent(undefined)
      setAnchor(undefined)
      setSpoken('')
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return
      if (event.key === 'Enter' && part) {
        event.preventDefault()
        setAnchor(undefined)
        onZoom?.(part.from, part.to)
        return
      }
      const withShift = event.shiftKey && onZoom !== undefined
      const next = placeAfter(event.key, withShift, { index, anchor }, data.points.length)
      if (!next) return
      event.preventDefault()
      onCurrent(next.index)
      setAnchor(next.anchor)
      const marked = partOf(next)
      const count = marked ? `${String(marked.to - marked.from + 1)} points marked, ` : ''
      setSpoken(count + nameOf(props, next.index))
    },
    onClick: (event: { preventDefault: () => void }) => {
      if (wasDragged.current || !run) event.preventDefault()
    },
  }
  const step = props.stepOf?.(index)
  return (
    <>
      {run ? (
        <Link
          to="/runs/$runId"
          params={{ runId: run }}
          search={step === undefined ? {} : { step }}
          preload={false}
          {...area}
        />
      ) : (
        <Link to="." search preload={false} aria-disabled {...area} />
      )}
      <span className="sr-only" aria-live="polite">
        {spoken}
      </span>
      {current !== undefined && <Cursor {...props} index={index} />}
      {shown && (
        <div
          className={styles['band']}
          style={{
            left: EDGE.left + Math.min(...shown),
            width: Math.abs(shown[1] - shown[0]),
            top: EDGE.top,
            height: geometry.inner.height,
          }}
        />
      )}
    </>
  )
}

function Cursor({ data, geometry, index }: Props & { index: number }): ReactElement {
  const x = geometry.xOf(geometry.placed.slots[index] ?? 0)
  return (
    <svg className={styles['cursor']} aria-hidden>
      <line x1={x} x2={x} y1={EDGE.top} y2={EDGE.top + geometry.inner.height} />
      {data.series.map((it) => {
        const value = it.values[index]
        return value === null || value === undefined || it.look === 'bars' ? null : (
          <circle key={it.key} cx={x} cy={geometry.yOf(value)} r={4} />
        )
      })}
    </svg>
  )
}

function nameOf({ data, names }: Props, index: number): string {
  const run = data.points[index]?.run
  const values = data.series.map((it) => `${it.name} ${valueText(it.values[index], it.measured)}`)
  return [
    `${names[index] ?? ''}${run ? `, run ${shortId(run)}` : ', reported, without a run'}`,
    ...values,
    ...remarks(data, index),
  ].join(', ')
}
