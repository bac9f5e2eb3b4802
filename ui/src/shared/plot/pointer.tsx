import { Link } from '@tanstack/react-router'
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react'
import { shortId } from '../components/copy'
import { EDGE, type Geometry } from './geometry'
import { remarks, type PlotData } from './model'
import { nearest } from './place'
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

/** One link over the whole picture: it leads to the run of the point that is nearest, or that the arrows chose. */
export function Pointer(props: Props): ReactElement {
  const { data, geometry, current, onCurrent, onZoom } = props
  const [band, setBand] = useState<readonly [number, number]>()
  const begun = useRef<number>(undefined)
  const wasDragged = useRef(false)
  const index = Math.min(current ?? data.points.length - 1, data.points.length - 1)
  const slotWidth = geometry.inner.width / Math.max(1, geometry.placed.width)
  const indexAt = (x: number) => nearest(geometry.placed.slots, x / slotWidth - 0.5) ?? 0
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
    onBlur: () => onCurrent(undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const next = stepOf(event.key, index, data.points.length)
      if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      onCurrent(next)
    },
    onClick: (event: { preventDefault: () => void }) => {
      if (wasDragged.current) event.preventDefault()
    },
  }
  const run = data.points[index]?.run
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
        <button type="button" {...area} />
      )}
      {current !== undefined && <Cursor {...props} index={index} />}
      {band && (
        <div
          className={styles['band']}
          style={{
            left: EDGE.left + Math.min(...band),
            width: Math.abs(band[1] - band[0]),
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

function stepOf(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, index - 1)
    case 'ArrowRight':
      return Math.min(count - 1, index + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
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
