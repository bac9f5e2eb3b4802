// What a picture of a graph shows, as boxes, cards and lines that a file can be written from. Pure.
import { statusText } from '@/shared/components/status'
import type { GraphItem } from './card'
import { absolute, lineBy, type Place } from './layout'
import type { Box, Edge, Item } from './model'
import { CELL, type Overview } from './overview-layout'
import type { LaidOut } from './use-layout'
import { boxName, countText, toneCounts, TONES, type Words } from './words'

export interface Drawing {
  /** Boxes that are open, outer ones first. */
  frames: { place: Place; name: string; count: string }[]
  cards: DrawnCard[]
  /** Each a path, as SVG has it, towards what reads. */
  lines: string[]
}

export interface DrawnCard {
  place: Place
  id: string
  title: string
  /** Told at the left of the second line, where there is room for one. */
  detail: string
  /** Told at its right. */
  state: string
  marks: string
  tone: Item['tone']
  /** Whether it is drawn as a pile. */
  isMany: boolean
}

/** The cards and boxes that were laid out, with the lines by the ways that the layout found. */
export function drawingOf({ seen, places, bends }: LaidOut<GraphItem>, words: Words): Drawing {
  const whole = absolute(places, seen.parents)
  const boxes = seen.boxes.flatMap((box) => {
    const place = whole.get(box.id)
    return place ? [{ box, place }] : []
  })
  const closed = boxes.filter(({ box }) => !box.isOpen)
  return {
    frames: boxes
      .filter(({ box }) => box.isOpen)
      .map(({ box, place }) => ({
        place,
        name: boxName(box),
        count: countText(box.count, words.noun),
      })),
    cards: [
      ...closed.map(({ box, place }) => closedCard(box, place, words)),
      ...seen.items.flatMap((item) => {
        const place = whole.get(item.id)
        return place ? [cardOf(item, place)] : []
      }),
    ],
    lines: seen.edges.flatMap((edge, index) => {
      const points = bends.get(index) ?? []
      if (points.length > 1) return [lineBy(points)]
      return straight(whole.get(edge.from), whole.get(edge.to))
    }),
  }
}

function closedCard(box: Box, place: Place, { noun, toneText }: Words): DrawnCard {
  return {
    place,
    id: box.path.join('.'),
    title: boxName(box),
    detail: toneCounts(box, toneText),
    state: '',
    marks: countText(box.count, noun),
    tone: TONES.find((tone) => tone !== 'none' && box.tones.has(tone)) ?? 'none',
    isMany: true,
  }
}

function cardOf({ id, face, tone }: GraphItem, place: Place): DrawnCard {
  return {
    place,
    id,
    title: face.title,
    detail: face.detail ?? '',
    state: face.status ? statusText(face.status) : '',
    marks: (face.marks ?? []).slice(0, 2).join(', '),
    tone,
    isMany: face.isMany ?? false,
  }
}

/** Of more lines nobody can follow one. */
export const MOST_LINES = 3_000

/** All items in the blocks of their groups; of too many edges those of what is selected alone. */
export function overviewDrawing(
  overview: Overview,
  items: readonly GraphItem[],
  edges: readonly Edge[],
  selected: string | undefined,
  words: Words,
): Drawing {
  const places = new Map<string, Place>()
  items.forEach((item, index) => {
    const spot = overview.spots[index]
    if (spot) places.set(item.id, { ...spot, width: CELL.width, height: CELL.height })
  })
  const near = edges.filter((it) => it.from === selected || it.to === selected)
  return {
    frames: overview.blocks.map(({ name, count, x, y, width, height }) => ({
      place: { x, y, width, height },
      name: boxName({ name }),
      count: countText(count, words.noun),
    })),
    cards: items.flatMap((item) => {
      const place = places.get(item.id)
      return place ? [{ ...cardOf(item, place), detail: '', marks: '', isMany: false }] : []
    }),
    lines: (edges.length > MOST_LINES ? near : edges).flatMap((it) =>
      straight(places.get(it.from), places.get(it.to)),
    ),
  }
}

/** From the right side of one to the left side of the other. */
function straight(from: Place | undefined, to: Place | undefined): string[] {
  if (!from || !to) return []
  const start = { x: from.x + from.width, y: from.y + from.height / 2 }
  const end = { x: to.x, y: to.y + to.height / 2 }
  const pull = Math.max(30, Math.abs(end.x - start.x) / 2)
  const [into, out] = [start.x + pull, end.x - pull]
  return [`M${start.x} ${start.y}C${into} ${start.y} ${out} ${end.y} ${end.x} ${end.y}`]
}
