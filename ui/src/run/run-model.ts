// What a run's page knows of a run: its events as far as they were read, and its steps.
import type { RunPageQuery } from '@/shared/api/generated/graphql'
import { follow } from '@/shared/api/follow'
import { hasEnded } from '@/shared/run/outcome'
import type { LogEvent } from './log/event-look'
import { Progress } from './progress'

export type RunData = NonNullable<RunPageQuery['run']>

/** Of a run that has ended so many are read by themselves; the rest when it is asked for. */
export const READ_AT_ONCE = 20_000
const READ_MORE = 50_000

/** As much of a log that grows is kept: lines, and signs in all of them. */
export interface Bound {
  lines: number
  signs: number
}

const BOUND: Bound = { lines: 200_000, signs: 25_000_000 }
/** So much of it is let go at once, as each time all lines are looked at anew. */
const LET_GO = 0.1

export class RunModel {
  /** Of a source of lines: those that were looked for are another. */
  readonly id = 'kept'
  /** Without those that were let go; another list whenever some are. */
  events: LogEvent[] = []
  /** How many of the first lines are not kept. */
  dropped = 0
  readonly progress: Progress
  /** Grows with every change. */
  version = 0
  isWhole = false
  isReading = false
  /** Whether all was read that is read by itself. */
  isRead = false
  trouble: Error | undefined
  /** Whether the run went on when the page was opened. */
  readonly wasLive: boolean
  private after = 0
  private signs = 0
  private failedStep: LogEvent | undefined
  private failedRun: LogEvent | undefined
  private readonly listeners = new Set<() => void>()
  private isAnnounced = false

  constructor(
    private readonly run: RunData,
    private readonly bound = BOUND,
  ) {
    this.wasLive = !hasEnded(run.status)
    this.progress = new Progress(run)
    this.take(run.events)
  }

  /** Reads on: of a run that goes on for as long as that takes. `onRunEvent` is told to look anew. */
  async read(signal: AbortSignal, onRunEvent: () => void): Promise<void> {
    const isLive = this.wasLive
    this.trouble = undefined
    const needsMore = () =>
      this.events.length < READ_AT_ONCE ||
      // A page that opens with the failure has to find it.
      (this.run.status === 'FAILED' && this.firstFailure() === undefined)
    while (!this.isWhole && !signal.aborted && (isLive || needsMore())) {
      const before = this.after
      const isRead = await this.readPart(isLive, isLive ? Infinity : 1, signal, onRunEvent)
      // What follows waits out what passes; the rest would be asked for without a pause.
      if (!isRead || this.after === before) break
    }
    this.isRead = true
    this.announce()
  }

  async readMore(signal: AbortSignal): Promise<void> {
    await this.readPart(false, READ_MORE, signal, () => {})
  }

  firstFailure(): LogEvent | undefined {
    return this.failedStep ?? this.failedRun
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = (): number => this.version

  /** False when it could not be read. */
  private async readPart(
    isLive: boolean,
    most: number,
    signal: AbortSignal,
    onRunEvent: () => void,
  ): Promise<boolean> {
    this.isReading = true
    this.announce()
    try {
      await follow({
        run: this.run.id,
        after: this.after,
        isLive,
        most,
        signal,
        onTrouble: (trouble) => {
          this.trouble = trouble
          this.announce()
        },
        onPage: (page) => {
          this.take(page)
          if (page.events.some((event) => event.kind.startsWith('Run')) || page.isWhole)
            onRunEvent()
        },
      })
      return true
    } catch (error) {
      if (!signal.aborted) this.trouble = error as Error
      return false
    } finally {
      this.isReading = false
      this.announce()
    }
  }

  private take(page: RunData['events']): void {
    for (const event of page.events) {
      this.events.push(event)
      this.signs += signsOf(event)
      if (event.kind === 'StepFailed') this.failedStep ??= event
      if (event.kind === 'RunFailed') this.failedRun ??= event
    }
    // What is read of a run that has ended was asked for.
    if (this.wasLive) this.letGo()
    this.after = page.after
    this.isWhole = page.isWhole
    this.trouble = undefined
    this.progress.apply(page.events)
    this.announce()
  }

  private letGo(): void {
    const { lines, signs } = this.bound
    if (this.events.length <= lines && this.signs <= signs) return
    let count = 0
    while (this.events.length - count > lines * (1 - LET_GO) || this.signs > signs * (1 - LET_GO)) {
      const event = this.events[count]
      if (!event) break
      this.signs -= signsOf(event)
      count++
    }
    this.events = this.events.slice(count)
    this.dropped += count
  }

  /** At most once for each picture. */
  private announce(): void {
    if (this.isAnnounced) return
    this.isAnnounced = true
    setTimeout(() => {
      this.isAnnounced = false
      this.version++
      this.listeners.forEach((listener) => {
        listener()
      })
    }, 50)
  }
}

function signsOf({ text, step }: LogEvent): number {
  return text.length + (step?.length ?? 0)
}
