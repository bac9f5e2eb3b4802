// Asks for the head of a run when its events tell of it: one request at a time, until one is answered.
import { request } from '@/shared/api/client'
import { RunHeadDocument, type RunHeadQuery } from '@/shared/api/generated/graphql'
import { backOffMillis, pause, visible } from '@/shared/api/pause'
import { hasEnded } from '@/shared/run/outcome'

export type RunHead = NonNullable<RunHeadQuery['run']>

export class HeadReader {
  private isWanted = false
  private isLast = false
  private isReading = false

  constructor(
    private readonly run: string,
    private readonly signal: AbortSignal,
    private readonly onHead: (head: RunHead) => void,
  ) {}

  /** Something about the run has changed. */
  ask(): void {
    this.isWanted = true
    if (!this.isReading) void this.read()
  }

  /** Its log is whole: it is asked for until its status is final. */
  askUntilEnded(): void {
    this.isLast = true
    this.ask()
  }

  private async read(): Promise<void> {
    this.isReading = true
    let tries = 0
    while (this.isWanted && !this.signal.aborted) {
      this.isWanted = false
      if (await this.isKnown()) tries = 0
      else {
        this.isWanted = true
        await pause(backOffMillis(++tries), this.signal)
        await visible(this.signal)
      }
    }
    this.isReading = false
  }

  /** Whether nothing more is to come of what was asked for. */
  private async isKnown(): Promise<boolean> {
    try {
      const { run } = await request(RunHeadDocument, { id: this.run }, this.signal)
      if (this.signal.aborted || !run) return true
      this.onHead(run)
      return !this.isLast || hasEnded(run.status)
    } catch {
      return false
    }
  }
}
