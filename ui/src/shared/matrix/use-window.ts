import { useEffect, useRef, useState, type RefObject } from 'react'
import { SIZE, type Seen } from './window'

interface Window {
  scroller: RefObject<HTMLDivElement | null>
  /** Of the cells alone, without names and heads. */
  seen: Seen
  names: number
}

/** Below it names have less room. */
const NARROW = 640

/** Where a jsdom has no size, as much as a window shows. */
const FIRST: Seen = { left: 0, top: 0, width: 880, height: 400 }

/** What is in sight of a large table, as it is scrolled and as it changes its size. */
export function useWindow(): Window {
  const scroller = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState(FIRST)
  const [names, setNames] = useState(SIZE.names)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let frame = 0
    const look = () => {
      frame = 0
      const { clientWidth, clientHeight, scrollLeft, scrollTop } = element
      if (clientWidth === 0) return
      const taken = clientWidth < NARROW ? SIZE.narrowNames : SIZE.names
      setNames(taken)
      setSeen({
        left: scrollLeft,
        top: scrollTop,
        width: clientWidth - taken,
        height: clientHeight - SIZE.head,
      })
    }
    const due = () => {
      frame ||= requestAnimationFrame(look)
    }
    look()
    const resized = new ResizeObserver(due)
    resized.observe(element)
    element.addEventListener('scroll', due, { passive: true })
    return () => {
      cancelAnimationFrame(frame)
      resized.disconnect()
      element.removeEventListener('scroll', due)
    }
  }, [])
  return { scroller, seen, names }
}
