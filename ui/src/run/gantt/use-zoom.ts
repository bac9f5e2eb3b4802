import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { moved, timeOf, zoomed, type Scale } from './scale'

interface Props {
  scale: Scale
  whole: Scale
  scroller: HTMLElement | null
  onZoom: (scale: Scale) => void
  /** A click, so many pixels below the top. */
  onPick: (y: number) => void
}

interface Zoom {
  /** From and to in pixels, while they are dragged. */
  marked: [number, number] | undefined
  events: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerUp: (event: PointerEvent<HTMLElement>) => void
    onDoubleClick: () => void
  }
}

const LEAST_DRAG = 5

/** Drag marks what to look at, Ctrl and the wheel go nearer, the wheel sideways moves, a double click shows all. */
export function useZoom({ scale, whole, scroller, onZoom, onPick }: Props): Zoom {
  const [drag, setDrag] = useState<[number, number]>()
  const latest = useRef({ scale, whole, onZoom })
  useEffect(() => {
    latest.current = { scale, whole, onZoom }
  })

  // React's own wheel events cannot keep the page from moving.
  useEffect(() => {
    const element = scroller
    if (!element) return
    const turn = (event: WheelEvent) => {
      const now = latest.current
      const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey
      if (!event.ctrlKey && !event.metaKey && !isSideways) return
      event.preventDefault()
      if (isSideways && !event.ctrlKey) {
        const pixels = event.deltaX || event.deltaY
        const by = (pixels / now.scale.width) * (now.scale.to - now.scale.from)
        const to = { ...now.scale, from: now.scale.from + by, to: now.scale.to + by }
        now.onZoom(moved(to, now.whole))
        return
      }
      const x = event.clientX - (element.getBoundingClientRect().right - now.scale.width)
      const factor = Math.exp(Math.max(-50, Math.min(50, event.deltaY)) / 150)
      now.onZoom(zoomed(now.scale, now.whole, timeOf(now.scale, x), factor))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => {
      element.removeEventListener('wheel', turn)
    }
  }, [scroller])

  const xOf = (event: PointerEvent<HTMLElement>) =>
    event.clientX - event.currentTarget.getBoundingClientRect().left
  return {
    marked: drag && [Math.min(...drag), Math.max(...drag)],
    events: {
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDrag([xOf(event), xOf(event)])
      },
      onPointerMove: (event) => {
        if (drag) setDrag([drag[0], xOf(event)])
      },
      onPointerUp: (event) => {
        if (!drag) return
        setDrag(undefined)
        const [from, to] = [Math.min(...drag), Math.max(...drag)]
        if (to - from < LEAST_DRAG) {
          onPick(event.clientY - event.currentTarget.getBoundingClientRect().top)
          return
        }
        onZoom(moved({ ...scale, from: timeOf(scale, from), to: timeOf(scale, to) }, whole))
      },
      onDoubleClick: () => {
        onZoom(whole)
      },
    },
  }
}
