// Which part of a large table is in sight. Pure.
export const SIZE = { column: 22, row: 26, head: 104, names: 260, narrowNames: 132 }

export interface Seen {
  left: number
  top: number
  width: number
  height: number
}

export interface Range {
  /** The first in sight. */
  from: number
  /** The first after them. */
  to: number
}

/** The ones of a row of things of one size that are in sight, wholly or in part. */
export function inSight(offset: number, length: number, size: number, count: number): Range {
  const from = Math.max(0, Math.min(count, Math.floor(offset / size)))
  return { from, to: Math.max(from, Math.min(count, Math.ceil((offset + length) / size))) }
}

/** How far to scroll so that a thing is seen wholly; the offset itself when it is. */
export function scrolledTo(index: number, offset: number, length: number, size: number): number {
  if (index * size < offset) return index * size
  if ((index + 1) * size > offset + length) return (index + 1) * size - length
  return offset
}

export function indexesOf({ from, to }: Range): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}
