// What keys do in a picture: where arrows lead, and what is seen after a zoom. Pure.
import { HEAD, type Place } from './layout'
import type { Box } from './model'

export type Step = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown'

/** How far a picture is zoomed. */
export const ZOOM = { least: 0.05, most: 2, step: 1.2 }

/** Zoomed so many times, while the middle of what is there stays where it is seen. */
export function zoomedAround(place: Place, seen: Sight, times: number): Sight {
  const zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, seen.zoom * times))
  return {
    x: seen.x + (place.x + place.width / 2) * (seen.zoom - zoom),
    y: seen.y + (place.y + place.height / 2) * (seen.zoom - zoom),
    zoom,
  }
}

export function isStep(key: string): key is Step {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown'
}

/** Whether a key is meant for the browser, as to zoom the page or to go back. */
export function isOfBrowser(held: {
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}): boolean {
  return held.ctrlKey || held.metaKey || held.altKey
}

/** What can be stepped to: a box that is open by its head, as the rest of it is what is within. */
export function stopsOf(
  whole: ReadonlyMap<string, Place>,
  boxes: readonly Box[],
): Map<string, Place> {
  const stops = new Map(whole)
  for (const { id, isOpen } of boxes) {
    const place = stops.get(id)
    if (isOpen && place) stops.set(id, { ...place, height: HEAD })
  }
  return stops
}

/** What an arrow key leads to: the nearest in that direction. What lies straight ahead is nearer than what lies aside. */
export function stepFrom(
  places: ReadonlyMap<string, Place>,
  from: string | undefined,
  step: Step,
): string | undefined {
  const start = from === undefined ? undefined : places.get(from)
  if (!start) return places.keys().next().value
  let best: string | undefined
  let least = Infinity
  for (const [id, place] of places) {
    const ahead = aheadOf(start, place, step)
    if (id === from || ahead <= LEAST) continue
    const isAcross = step === 'ArrowLeft' || step === 'ArrowRight'
    const distance =
      ahead + (isAcross ? aside(tall(start), tall(place)) : aside(wide(start), wide(place)))
    if (distance < least) {
      best = id
      least = distance
    }
  }
  return best
}

const LEAST = 4

/**
 * By the side that is entered first, so what is wide is as near as what stands before it. What is no further by its
 * other side is within what is wide, and lies below its head.
 */
function aheadOf(start: Place, place: Place, step: Step): number {
  const left = place.x - start.x
  const right = left + place.width - start.width
  const top = place.y - start.y
  const bottom = top + place.height - start.height
  switch (step) {
    case 'ArrowRight':
      return right > 0 ? left : 0
    case 'ArrowLeft':
      return left < 0 ? -right : 0
    case 'ArrowDown':
      return bottom > 0 ? top : 0
    case 'ArrowUp':
      return top < 0 ? -bottom : 0
  }
}

type Span = [begin: number, end: number]

function tall({ y, height }: Place): Span {
  return [y, y + height]
}

function wide({ x, width }: Place): Span {
  return [x, x + width]
}

/** The gap between both, twice; of what overlaps that whose middle is nearer comes first. */
function aside([a, b]: Span, [c, d]: Span): number {
  const gap = Math.max(0, c - b, a - d)
  return gap * 2 + Math.abs(a + b - c - d) / 40
}

export interface Sight {
  x: number
  y: number
  zoom: number
}

/** Whether all of a place can be seen, where the picture is moved by `sight`. */
export function isInSight(
  { x, y, width, height }: Place,
  sight: Sight,
  size: { width: number; height: number },
): boolean {
  const left = x * sight.zoom + sight.x
  const top = y * sight.zoom + sight.y
  return (
    left >= 0 &&
    top >= 0 &&
    left + width * sight.zoom <= size.width &&
    top + height * sight.zoom <= size.height
  )
}
