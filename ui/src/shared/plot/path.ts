// Lines and marks as paths of SVG. Pure.
import type { Hole } from './place'

export interface Point {
  x: number
  y: number
}

/** Points in a row without one of them missing. */
export function stretches(points: readonly (Point | null)[], cuts: ReadonlySet<number>): Point[][] {
  const all: Point[][] = []
  let open: Point[] | undefined
  points.forEach((point, index) => {
    if (cuts.has(index)) open = undefined
    if (!point) open = undefined
    else if (open) open.push(point)
    else all.push((open = [point]))
  })
  return all
}

/** A line with gaps. What stands alone is a dot, which a line of no length is with round ends. */
export function linePath(all: readonly (readonly Point[])[]): string {
  return all
    .map((stretch) => {
      const [first, ...rest] = stretch.map(({ x, y }) => `${round(x)} ${round(y)}`)
      return rest.length === 0 ? `M${first ?? ''}h0` : `M${first ?? ''}L${rest.join(' ')}`
    })
    .join('')
}

/** Of points in the same column of pixels the highest and the lowest, in their order. */
export function thinned(stretch: readonly Point[]): Point[] {
  const kept: Point[] = []
  let column: Point[] = []
  const close = () => {
    const [first] = column
    if (first) {
      const high = column.reduce((a, b) => (b.y < a.y ? b : a), first)
      const low = column.reduce((a, b) => (b.y > a.y ? b : a), first)
      kept.push(...column.filter((it) => it === high || it === low))
    }
    column = []
  }
  for (const point of stretch) {
    if (column[0] && Math.floor(column[0].x) !== Math.floor(point.x)) close()
    column.push(point)
  }
  close()
  return kept
}

/** The points before which something is missing. */
export function cutsOf(slots: readonly number[], holes: readonly Hole[]): Set<number> {
  const ends = new Set(holes.map((it) => it.to))
  return new Set(slots.flatMap((slot, index) => (ends.has(slot) ? [index] : [])))
}

export const dots = (points: readonly Point[], r = 2): string =>
  marks(points, `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`)

export const crosses = (points: readonly Point[]): string => marks(points, 'm-4 -4l8 8m0 -8l-8 8')

/** Above the point that is slow. */
export const triangles = (points: readonly Point[]): string => marks(points, 'm0 -13l4.5 8h-9z')

export function bars(points: readonly Point[], width: number, bottom: number): string {
  return points
    .filter(({ y }) => y < bottom)
    .map(
      ({ x, y }) =>
        `M${round(x - width / 2)} ${round(y)}h${round(width)}V${round(bottom)}h${round(-width)}z`,
    )
    .join('')
}

function marks(points: readonly Point[], shape: string): string {
  return points.map(({ x, y }) => `M${round(x)} ${round(y)}${shape}`).join('')
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
