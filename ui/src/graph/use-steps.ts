import { useReactFlow } from '@xyflow/react'
import { useMemo, useRef, type KeyboardEvent, type RefObject } from 'react'
import { absolute, type Place } from './layout'
import { isBox, type Item } from './model'
import { isInSight, isOfBrowser, isStep, stepFrom, stopsOf, ZOOM, zoomedAround } from './step'
import type { LaidOut } from './use-layout'

const FAST = { duration: 150 }

interface Actions {
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  onEnter: ((id: string) => void) | undefined
  onFit: () => void
}

interface Keys {
  element: RefObject<HTMLDivElement | null>
  press: (event: KeyboardEvent) => void
}

/**
 * Arrows move the focus from box to box. Enter does what a click does to what has the focus, and to a card that is
 * selected already what a double click does.
 */
export function useSteps<T extends Item>(laidOut: LaidOut<T> | undefined, actions: Actions): Keys {
  const element = useRef<HTMLDivElement>(null)
  const flow = useReactFlow()
  const stops = useMemo(() => {
    if (!laidOut) return new Map<string, Place>()
    return stopsOf(absolute(laidOut.places, laidOut.seen.parents), laidOut.seen.boxes)
  }, [laidOut])
  const goTo = (id: string) => {
    const [place, around] = [stops.get(id), element.current]
    if (!place || !around) return
    const size = { width: around.clientWidth, height: around.clientHeight }
    const { zoom } = flow.getViewport()
    if (!isInSight(place, flow.getViewport(), size)) {
      const [x, y] = [place.x + place.width / 2, place.y + place.height / 2]
      void flow.setCenter(x, y, { zoom, ...FAST })
    }
    focusSoon(around, id)
  }
  /** Around what has the focus and is seen: what leaves the picture is not drawn, and loses it. */
  const zoom = (focused: string | undefined, times: number) => {
    const place = focused === undefined ? undefined : stops.get(focused)
    const around = element.current
    const size = { width: around?.clientWidth ?? 0, height: around?.clientHeight ?? 0 }
    if (place && isInSight(place, flow.getViewport(), size))
      void flow.setViewport(zoomedAround(place, flow.getViewport(), times), FAST)
    else if (times > 1) void flow.zoomIn()
    else void flow.zoomOut()
  }
  const press = (event: KeyboardEvent) => {
    if (isOfBrowser(event)) return
    const { key } = event
    const focused = focusedIn(event.target)
    if (isStep(key)) {
      const next = stepFrom(stops, focused ?? actions.selected, key)
      if (next !== undefined) goTo(next)
    } else if (key === 'Enter' || key === ' ') {
      // The head of a box is a button, and knows what to do.
      if (focused === undefined || isBox(focused)) return
      if (focused === actions.selected) actions.onEnter?.(focused)
      else actions.onSelect(focused)
    } else if (key === 'Escape') actions.onSelect(undefined)
    else if (key === '+' || key === '=') zoom(focused, ZOOM.step)
    else if (key === '-') zoom(focused, 1 / ZOOM.step)
    else if (key === '0') actions.onFit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { element, press }
}

function focusedIn(target: EventTarget): string | undefined {
  const node = target instanceof Element ? target.closest<HTMLElement>('.react-flow__node') : null
  return node?.dataset['id']
}

const MOST_FRAMES = 30

/** What comes into sight is drawn a few frames later. */
function focusSoon(around: HTMLElement, id: string, frames = MOST_FRAMES): void {
  const nodes = [...around.querySelectorAll<HTMLElement>('.react-flow__node')]
  const node = nodes.find((it) => it.dataset['id'] === id)
  if (node) (isBox(id) ? node.querySelector('button') : node)?.focus({ preventScroll: true })
  else if (frames > 0) requestAnimationFrame(() => focusSoon(around, id, frames - 1))
}
