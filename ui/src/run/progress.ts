// What the steps of a run did and when: its plan, its stored steps, and its events as they come.
import type { NodeKind, RunPageQuery, StepStatus } from '@/shared/api/generated/graphql'
import type { LogEvent } from './log/event-look'

export interface Attempt {
  from: number
  to: number | null
  isFailed: boolean
}

export interface StepFacts {
  key: string
  kind: NodeKind
  /** Its place in the plan. */
  order: number
  status: StepStatus | 'PENDING'
  reason: string
  origin: string | null
  upstream: readonly string[]
  began: number | null
  ended: number | null
  attempts: Attempt[]
}

type RunData = NonNullable<RunPageQuery['run']>
type PlanStep = NonNullable<RunData['plan']>['steps']['steps'][number]

const ENDED: ReadonlySet<string> = new Set([
  'SUCCEEDED',
  'FAILED',
  'SKIPPED',
  'REUSED',
  'ABANDONED',
  'CANCELED',
])

const OUTCOMES: Record<string, StepStatus> = {
  StepSucceeded: 'SUCCEEDED',
  StepFailed: 'FAILED',
  StepSkipped: 'SKIPPED',
  StepReused: 'REUSED',
  StepAbandoned: 'ABANDONED',
  StepCanceled: 'CANCELED',
}

export function isEnded(step: StepFacts): boolean {
  return ENDED.has(step.status)
}

/** Its name without the partition or the element: `daily[2001-01-31]` is of `daily`. */
export function groupOf(key: string): string {
  const at = key.indexOf('[')
  return at < 0 ? key : key.slice(0, at)
}

export class Progress {
  readonly steps = new Map<string, StepFacts>()
  private readonly templates = new Map<string, PlanStep>()
  private readonly members = new Map<string, string[]>()

  constructor(run: Pick<RunData, 'plan' | 'steps'>) {
    for (const planned of run.plan?.steps.steps ?? []) {
      if (planned.isTemplate) this.templates.set(planned.key, planned)
      else this.add(planned.key, planned.kind, planned.upstream)
    }
    for (const stored of run.steps.steps) {
      const step = this.get(stored.key)
      step.status = stored.status
      step.reason = stored.reason
      step.origin = stored.origin
      step.began = millis(stored.began)
      step.ended = millis(stored.ended)
    }
  }

  /** Whether anything of a step changed. */
  apply(events: readonly LogEvent[]): boolean {
    let isChanged = false
    for (const event of events) {
      if (event.step === null || !event.kind.startsWith('Step')) continue
      isChanged = true
      this.applyTo(this.get(event.step), event, Date.parse(event.time))
    }
    return isChanged
  }

  /** The steps that must have ended before it; of a fan-out each of its branches. */
  upstreamOf(step: StepFacts): StepFacts[] {
    return step.upstream.flatMap((key) => {
      const exact = this.steps.get(key)
      if (exact) return [exact]
      return (this.members.get(groupOf(key)) ?? [])
        .map((member) => this.steps.get(member))
        .filter((it) => it !== undefined)
    })
  }

  /** When nothing stood in its way any more; null while something does. */
  readyAt(step: StepFacts, runStarted: number | null): number | null {
    let ready = runStarted
    for (const before of this.upstreamOf(step)) {
      if (before.ended === null) return isEnded(before) ? ready : null
      ready = Math.max(ready ?? 0, before.ended)
    }
    return ready
  }

  private applyTo(step: StepFacts, event: LogEvent, at: number): void {
    const outcome = OUTCOMES[event.kind]
    const last = step.attempts.at(-1)
    if (outcome) {
      step.status = outcome
      if (outcome !== 'SUCCEEDED') step.reason ||= event.text
      step.ended = at
      if (last?.to === null) {
        last.to = at
        last.isFailed = outcome !== 'SUCCEEDED'
      }
    } else if (event.kind === 'StepStarted' || event.kind === 'StepRestarted') {
      if (last?.to === null) last.to = at
      step.attempts.push({ from: at, to: null, isFailed: false })
      step.began ??= at
      if (!isEnded(step)) step.status = 'RUNNING'
    } else if (event.kind === 'StepWaitingToRetry') {
      if (last) {
        last.to = at
        last.isFailed = true
      }
      if (!isEnded(step)) step.status = 'WAITING_TO_RETRY'
    }
  }

  private get(key: string): StepFacts {
    const known = this.steps.get(key)
    if (known) return known
    const template = this.templates.get(key.replace(/\[[^\]]*\]/g, '[?]'))
    const element = /\[([^\]]*)\]/.exec(key)?.[1] ?? '?'
    const upstream = template?.upstream.map((it) => it.replace('[?]', `[${element}]`))
    return this.add(key, template?.kind ?? 'OP', upstream ?? [])
  }

  private add(key: string, kind: NodeKind, upstream: readonly string[]): StepFacts {
    const step: StepFacts = {
      key,
      kind,
      order: this.steps.size,
      status: 'PENDING',
      reason: '',
      origin: null,
      upstream,
      began: null,
      ended: null,
      attempts: [],
    }
    this.steps.set(key, step)
    const group = groupOf(key)
    const members = this.members.get(group)
    if (members) members.push(key)
    else this.members.set(group, [key])
    return step
  }
}

function millis(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant)
}
