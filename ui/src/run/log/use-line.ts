import { useState } from 'react'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import { isFiltered, spanOf, startOf, unseenOf, type Unseen } from './line-place'
import { useFound, type Found } from './use-found'

export interface SoughtLine {
  /** What the server was asked for, where what the page read does not do. */
  found: Found | undefined
  /** The line that it was read around. */
  start: number | undefined
  /** Reads from the beginning again, whatever is marked. */
  leave: () => void
  unseen: (isShown: boolean) => Unseen | undefined
}

/** What is looked for in the log, read around the line that the address marks where that is far. */
export function useLine(run: string, model: RunModel, search: RunSearch): SoughtLine {
  const { line } = search
  const [start, setStart] = useState<number>()
  const [left, setLeft] = useState<number>()
  // Once another line is marked, or none, the one that was left may be opened again.
  if (left !== undefined && left !== line) setLeft(undefined)
  const found = useFound(run, model, search, start)
  const kept = spanOf(model.events)
  const next = startOf({
    line: line === left ? undefined : line,
    start,
    isFiltered: isFiltered(search),
    isLive: model.wasLive,
    isWhole: model.isWhole,
    kept,
    found: found && spanOf(found.events),
  })
  if (next !== start) setStart(next)
  const isReached = found ? start === line : model.isWhole || (kept?.[1] ?? 0) >= (line ?? 0)
  return {
    found,
    start,
    leave: () => {
      setLeft(line)
      setStart(undefined)
    },
    unseen: (isShown) =>
      line === undefined || found?.error
        ? undefined
        : unseenOf({
            isShown,
            isReading: found?.isReading ?? false,
            isFiltered: isFiltered(search),
            isReached,
          }),
  }
}
