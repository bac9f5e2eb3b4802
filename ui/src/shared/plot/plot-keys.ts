// What keys do in a plot: they go from point to point, and mark a part of it. Pure.

/** The point that keys are at, and the other end of the part that is being marked. */
export interface KeyPlace {
  index: number
  anchor: number | undefined
}

/** Two points between which something is to be seen larger. */
export interface Part {
  from: number
  to: number
}

/** Where a key leads; undefined when it means nothing here. */
export function placeAfter(
  key: string,
  withShift: boolean,
  { index, anchor }: KeyPlace,
  count: number,
): KeyPlace | undefined {
  if (key === 'Escape') return anchor === undefined ? undefined : { index, anchor: undefined }
  const next = indexAfter(key, index, count)
  if (next === undefined) return undefined
  return { index: next, anchor: withShift ? (anchor ?? index) : undefined }
}

/** The part that is marked; undefined when there is none. */
export function partOf({ index, anchor }: KeyPlace): Part | undefined {
  if (anchor === undefined || anchor === index) return undefined
  return { from: Math.min(anchor, index), to: Math.max(anchor, index) }
}

function indexAfter(key: string, index: number, count: number): number | undefined {
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
