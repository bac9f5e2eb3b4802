// The runs whose end a viewer wants to hear of, wherever in the pages it looks meanwhile.
import { RunsFollowedDocument, type RunStatus } from '@/shared/api/generated/graphql'
import { socketOfTab } from '@/shared/api/socket'
import { hasEnded } from '@/shared/run/outcome'

export interface Watched {
  id: string
  /** The first of the runs that it executes again, which is what they are told by. */
  root: string
  job: string
}

/** As many of the runs that execute the same one again are told of; what goes on is the newest. */
const NEWEST = 50

export class Watches {
  private readonly stops = new Map<string, () => void>()
  private readonly listeners = new Set<() => void>()

  constructor(private readonly onEnd: (run: Watched, status: RunStatus) => void) {}

  has(id: string): boolean {
    return this.stops.has(id)
  }

  add(run: Watched): void {
    if (this.has(run.id)) return
    const stop = socketOfTab().subscribe({
      document: RunsFollowedDocument,
      variables: () => ({ filter: { statuses: [], tags: [], root: run.root }, limit: NEWEST }),
      isKept: true,
      onData: ({ runs }) => {
        const status = runs.runs.find((it) => it.id === run.id)?.status
        if (!status || !hasEnded(status) || !this.has(run.id)) return
        this.remove(run.id)
        this.onEnd(run, status)
      },
    })
    this.stops.set(run.id, stop)
    this.announce()
  }

  remove(id: string): void {
    this.stops.get(id)?.()
    this.stops.delete(id)
    this.announce()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private announce(): void {
    this.listeners.forEach((listener) => {
      listener()
    })
  }
}
