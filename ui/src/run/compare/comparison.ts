// What is different between two runs. Pure.
import type { RunComparisonQuery } from '@/shared/api/generated/graphql'
import { partitionsOf } from '@/shared/run/run-cells'

export type Comparison = NonNullable<RunComparisonQuery['runComparison']>
export type ComparedRun = Comparison['left']
export type StepPair = Comparison['steps'][number]
type Step = NonNullable<StepPair['left']>

type KeyedStep = Step & { key: string }

export interface StepDelta {
  /** Without the partition, where it is of one at the left and of another at the right. */
  name: string
  left: KeyedStep | null
  right: KeyedStep | null
  leftMillis: number | null
  rightMillis: number | null
  /** How much longer it took at the right. */
  delta: number | null
  kind: 'added' | 'removed' | 'changed' | 'slower' | 'faster' | 'same'
}

/** Smaller differences are chance. */
const LEAST_MILLIS = 100
const LEAST_SHARE = 0.2

/** What is different first: other states, then what is in one run alone, then by how much the times differ. */
export function stepDeltas(left: ComparedRun, right: ComparedRun, pairs: StepPair[]): StepDelta[] {
  const rank = { changed: 0, added: 1, removed: 1, slower: 2, faster: 2, same: 3 }
  return joined(left, right, pairs)
    .map((row) => deltaOf(row.name, row.left, row.right))
    .sort(
      (a, b) =>
        rank[a.kind] - rank[b.kind] ||
        Math.abs(b.delta ?? 0) - Math.abs(a.delta ?? 0) ||
        a.name.localeCompare(b.name),
    )
}

type Row = Pick<StepDelta, 'name' | 'left' | 'right'>

/** The server's pairs; of what it found in one run alone, steps that differ by their runs' partitions are one. */
function joined(left: ComparedRun, right: ComparedRun, pairs: StepPair[]): Row[] {
  const [leftEnd, rightEnd] = [endOf(left), endOf(right)]
  const isOne = leftEnd !== undefined && rightEnd !== undefined
  const ofRight = new Map<string, StepPair>()
  for (const pair of pairs) {
    const name = isOne && !pair.left ? withoutEnd(pair.key, rightEnd) : undefined
    if (name !== undefined) ofRight.set(name, pair)
  }
  const taken = new Set<StepPair>()
  const rows = pairs.map((pair): [StepPair, Row] => {
    const name = isOne && !pair.right ? withoutEnd(pair.key, leftEnd) : undefined
    const other = name === undefined ? undefined : ofRight.get(name)
    if (name === undefined || !other) {
      return [pair, { name: pair.key, left: keyed(pair, 'left'), right: keyed(pair, 'right') }]
    }
    taken.add(other)
    return [pair, { name, left: keyed(pair, 'left'), right: keyed(other, 'right') }]
  })
  return rows.filter(([pair]) => !taken.has(pair)).map(([, row]) => row)
}

function keyed(pair: StepPair, side: 'left' | 'right'): KeyedStep | null {
  const step = pair[side]
  return step && { ...step, key: pair.key }
}

/** How the keys of steps end that are of the partition of their run; undefined unless it is of exactly one. */
function endOf(run: ComparedRun): string | undefined {
  const text = partitionsOf(run)
  const key = text === undefined ? undefined : singleOf(text)
  return key === undefined ? undefined : `[${key}]`
}

const QUOTED = /"((?:\\.|[^"\\])*)"/g

/** The one key that a text of partitions names, without its quotation marks. */
function singleOf(text: string): string | undefined {
  if (/,|\.\.\.|\*/.test(text.replace(QUOTED, ''))) return undefined
  return text.replace(QUOTED, (_, key: string) => key.replace(/\\(.)/g, '$1'))
}

function withoutEnd(key: string, end: string): string | undefined {
  return key.endsWith(end) ? key.slice(0, -end.length) : undefined
}

function deltaOf(name: string, left: KeyedStep | null, right: KeyedStep | null): StepDelta {
  const [leftMillis, rightMillis] = [millisOf(left), millisOf(right)]
  const delta = leftMillis === null || rightMillis === null ? null : rightMillis - leftMillis
  const kind = kindOf(left, right, leftMillis, delta)
  return { name, left, right, leftMillis, rightMillis, delta, kind }
}

function kindOf(
  left: Step | null,
  right: Step | null,
  before: number | null,
  delta: number | null,
): StepDelta['kind'] {
  if (!left) return 'added'
  if (!right) return 'removed'
  if (left.status !== right.status) return 'changed'
  if (delta === null || before === null || !isMuch(before, delta)) return 'same'
  return delta > 0 ? 'slower' : 'faster'
}

export function isMuch(before: number, delta: number): boolean {
  return Math.abs(delta) >= LEAST_MILLIS && Math.abs(delta) >= before * LEAST_SHARE
}

function millisOf(step: Step | null): number | null {
  if (step?.began == null || step.ended === null) return null
  return Date.parse(step.ended) - Date.parse(step.began)
}

export interface TagChange {
  key: string
  left: string | undefined
  right: string | undefined
}

/** Tags that are not the same, by key. */
export function tagChanges(left: ComparedRun, right: ComparedRun): TagChange[] {
  const [before, after] = [left, right].map(
    (run) => new Map(run.tags.map((tag) => [tag.key, tag.value])),
  )
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort()
  return keys
    .map((key) => ({ key, left: before?.get(key), right: after?.get(key) }))
    .filter((change) => change.left !== change.right)
}

/** `+4.2 s` needs a length of time, and this is how it is counted; from its start, or else null. */
export function ranMillis(run: ComparedRun): number | null {
  if (run.started === null || run.ended === null) return null
  return Date.parse(run.ended) - Date.parse(run.started)
}

export function waitedMillis(run: ComparedRun): number | null {
  return run.started === null ? null : Date.parse(run.started) - Date.parse(run.created)
}

/** How many steps are different, in words; undefined when none is. */
export function summaryOf(deltas: readonly StepDelta[]): string | undefined {
  const texts: [StepDelta['kind'], string][] = [
    ['changed', 'came to another end'],
    ['added', 'only at the right'],
    ['removed', 'only at the left'],
    ['slower', 'slower'],
    ['faster', 'faster'],
  ]
  const parts = texts
    .map(([kind, text]) => [deltas.filter((it) => it.kind === kind).length, text] as const)
    .filter(([count]) => count > 0)
    .map(([count, text]) => `${count.toLocaleString('en')} ${text}`)
  return parts.length > 0 ? parts.join(', ') : undefined
}
