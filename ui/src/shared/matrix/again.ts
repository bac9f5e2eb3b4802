// Which runs make chosen cells again where only what failed is wanted, and never more than that. Pure.
import type { LaunchInput, RerunInput } from '../api/generated/graphql'
import { plain } from '../api/selection-text'
import { setOf } from '../partition/calendar'
import {
  rectangleOf,
  selectionOf,
  type Chosen,
  type LaunchOf,
  type Matrix,
  type MatrixRow,
  type What,
} from './matrix'

/** A run that is to be made. */
export interface Again {
  ask: { type: 'launch'; input: LaunchInput } | { type: 'rerun'; input: RerunInput }
  /** The partitions that it is for, as they are told. */
  partitions: string
  /** The steps or assets that it is of. */
  keys: string[]
  /** How many of the chosen cells it makes. */
  cells: number
}

/** More are not made at once. */
export const MOST_RUNS = 50

/** What is made again where only what failed is: of assets also what is missing, as nothing made it yet. */
export const FAILED_TEXTS: Record<What, string> = {
  step: 'Only what failed',
  asset: 'Only what failed or is missing',
}

export function countOf(chosen: Chosen): number {
  const { top, bottom, left, right } = rectangleOf(chosen)
  return (bottom - top + 1) * (right - left + 1)
}

export function countFailed(matrix: Matrix, chosen: Chosen, what: What): number {
  const { left, right } = rectangleOf(chosen)
  let count = 0
  for (let column = left; column <= right; column++) {
    count += failedIn(matrix, chosen, column, what).length
  }
  return count
}

/**
 * Of a job each run that failed is executed again, for the chosen steps that failed in it: a launch cannot name a check,
 * an element, or the month of a day. Of assets there is one launch for all partitions with the same assets. Either way
 * what failed of a partition is made by one run, in the order in which it needs each other.
 */
export function failedAgain(matrix: Matrix, chosen: Chosen, of: LaunchOf): Again[] {
  return of.what === 'step' ? rerunsOf(matrix, chosen, of.isWhole) : launchesOf(matrix, chosen, of)
}

function rerunsOf(matrix: Matrix, chosen: Chosen, isWhole: boolean): Again[] {
  const { left, right } = rectangleOf(chosen)
  const runs: Again[] = []
  for (let column = left; column <= right; column++) {
    const rows = failedIn(matrix, chosen, column, 'step')
    const run = matrix.columns[column]?.run
    if (rows.length === 0 || !run) continue
    const keys = rows.map((it) => it.key)
    // Of a run that failed before its first step each row is a failure, also of what it does not have.
    const isAll = isWhole && rows.length === matrix.rows.length
    runs.push({
      ask: {
        type: 'rerun',
        input: isAll
          ? { run, part: 'ALL' }
          : { run, part: 'SELECTED', select: keys.map(plain).join(' or ') },
      },
      partitions: matrix.columns[column]?.partition ?? '',
      keys,
      cells: rows.length,
    })
  }
  return runs
}

/**
 * The selection of chosen steps by their very keys, where their names alone mean others too; nothing where they do not.
 * A name means all of a run that begin with it, such as the checks of an asset; rows leave out the partition of the run.
 *
 * @param executed the keys of the steps that the names alone execute
 */
export function exactOf(
  { keys, partitions }: Again,
  executed: ReadonlySet<string>,
): string | undefined {
  const exact = keys.map((key) =>
    executed.has(key) ? key : ([`${key}[${partitions}]`].find((it) => executed.has(it)) ?? key),
  )
  const isMore = [...executed].some(
    (it) => !exact.includes(it) && keys.some((key) => isPartOf(it, key)),
  )
  return isMore && exact.join() !== keys.join() ? exact.map(plain).join(' or ') : undefined
}

function isPartOf(step: string, name: string): boolean {
  return step.startsWith(`${name}[`) || step.startsWith(`${name}.`)
}

function launchesOf(matrix: Matrix, chosen: Chosen, of: LaunchOf): Again[] {
  const { left, right } = rectangleOf(chosen)
  const groups = new Map<string, { keys: string[]; partitions: string[] }>()
  for (let column = left; column <= right; column++) {
    const keys = failedIn(matrix, chosen, column, 'asset').map((it) => it.key)
    const partition = matrix.columns[column]?.partition
    if (keys.length === 0 || partition === undefined) continue
    const name = JSON.stringify(keys)
    const group = groups.get(name) ?? { keys, partitions: [] }
    group.partitions.push(partition)
    groups.set(name, group)
  }
  return [...groups.values()].map(({ keys, partitions }) => {
    const set = setOf(partitions, 'keys')
    const location = of.location === undefined ? {} : { location: of.location }
    const input = { job: of.job, ...location, select: selectionOf(keys), partitions: set }
    return {
      ask: { type: 'launch', input },
      partitions: set,
      keys,
      cells: keys.length * partitions.length,
    }
  })
}

function failedIn(matrix: Matrix, chosen: Chosen, column: number, what: What): MatrixRow[] {
  const { top, bottom } = rectangleOf(chosen)
  return matrix.rows.slice(top, bottom + 1).filter(({ cells }) => {
    const cell = cells[column]
    return cell === 'FAILED' || (what === 'asset' && cell === 'MISSING')
  })
}
