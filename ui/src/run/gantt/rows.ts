// The rows of the chart of steps: groups of what is the same for many partitions, and steps. Pure.
import type { AnyStatus } from '@/shared/components/status'
import { groupOf, type StepFacts } from '../progress'

export interface GroupRow {
  type: 'group'
  key: string
  steps: StepFacts[]
  isOpen: boolean
  status: AnyStatus
}

export interface StepRow {
  type: 'step'
  key: string
  step: StepFacts
  isInGroup: boolean
}

export type Row = GroupRow | StepRow

/** Larger groups are folded by themselves. */
const MOST_OPEN = 8

export interface RowsFilter {
  /** A part of the name. */
  text: string
  /** Groups that are not as they would be by themselves. */
  toggled: ReadonlySet<string>
  /** Only these, when given. */
  only?: ReadonlySet<string> | undefined
}

export function rowsOf(steps: Iterable<StepFacts>, filter: RowsFilter): Row[] {
  const text = filter.text.toLowerCase()
  const groups = new Map<string, StepFacts[]>()
  for (const step of steps) {
    if (text !== '' && !step.key.toLowerCase().includes(text)) continue
    if (filter.only && !filter.only.has(step.key)) continue
    const group = groupOf(step.key)
    const members = groups.get(group)
    if (members) members.push(step)
    else groups.set(group, [step])
  }
  return [...groups].flatMap(([key, members]) => rowsOfGroup(key, members, filter))
}

function rowsOfGroup(key: string, members: StepFacts[], filter: RowsFilter): Row[] {
  if (members.length === 1) return members.map((step) => stepRow(step, false))
  const isOpenByItself = members.length <= MOST_OPEN || filter.only !== undefined
  const isOpen = isOpenByItself !== filter.toggled.has(key)
  const group: GroupRow = { type: 'group', key, steps: members, isOpen, status: worst(members) }
  return isOpen ? [group, ...members.map((step) => stepRow(step, true))] : [group]
}

function stepRow(step: StepFacts, isInGroup: boolean): StepRow {
  return { type: 'step', key: step.key, step, isInGroup }
}

const BY_WORTH: readonly StepFacts['status'][] = [
  'FAILED',
  'RUNNING',
  'WAITING_TO_RETRY',
  'ABANDONED',
  'CANCELED',
  'PENDING',
  'SUCCEEDED',
  'REUSED',
  'SKIPPED',
]

/** The state that is most worth knowing. */
export function worst(steps: StepFacts[]): StepFacts['status'] {
  return BY_WORTH.find((status) => steps.some((step) => step.status === status)) ?? 'PENDING'
}

export interface Bar {
  from: number
  to: number
}

/** Many spans as few: those closer than `gap` are one. */
export function merged(spans: Bar[], gap: number): Bar[] {
  const sorted = [...spans].sort((a, b) => a.from - b.from)
  const bars: Bar[] = []
  for (const span of sorted) {
    const last = bars.at(-1)
    if (last && span.from <= last.to + gap) last.to = Math.max(last.to, span.to)
    else bars.push({ ...span })
  }
  return bars
}
