// What a run's page knows of a run: its events as far as they were read, and its steps.
import type { RunPageQuery } from '@/shared/api/generated/graphql'
import { follow } from '@/shared/api/follow'
import { hasEnded } from '@/shared/run/outcome'
import type { LogEvent } from './log/event-look'
import { Progress } from './progress'

export type RunData = NonNullable<RunPageQuery['run']>

/** Of a run that has ended so many are read by themselves; the rest when it is asked for. */
const READ_AT_ONCE = 20_000
const READ_MORE = 50_000

export class RunModel {
  readonly events: LogEvent[] = []
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
  private readonly listeners = new Set<() => void>()
  private isAnnounced = false

  constructor(
    private readonly run: RunData,
    /** The position that the page's address marks: it is read up to there. */
    private readonly wanted = 0,
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
      this.after < this.wanted ||
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
    return (
      this.events.find((event) => event.kind === 'StepFailed') ??
      this.events.find((event) => event.kind === 'RunFailed')
    )
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
    for (const event of page.events) this.events.push(event)
    this.after = page.after
    this.isWhole = page.isWhole
    this.trouble = undefined
    this.progress.apply(page.events)
    this.announce()
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
