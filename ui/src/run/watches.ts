// The runs whose end a viewer wants to hear of, wherever in the pages it looks meanwhile.
import { RunsFollowedDocument, type RunStatus } from '@/shared/api/generated/graphql'
import { socketOfTab } from '@/shared/api/socket'
import { hasEnded } from '@/shared/run/outcome'
import {
  dropWatch,
  keepWatch,
  MOST_WATCHES,
  readWatches,
  tellUnwatched,
  type Store,
  type Watched,
} from './kept-watches'

export type { Watched } from './kept-watches'

/** As many of the runs that execute the same one again are told of; what goes on is the newest. */
const NEWEST = 50

/** How a watched run ended; it may also have been deleted. */
export type End = RunStatus | 'DELETED'

export class Watches {
  private readonly stops = new Map<string, () => void>()
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly onEnd: (run: Watched, end: End) => void,
    private readonly store: Store,
  ) {}

  has(id: string): boolean {
    return this.stops.has(id)
  }

  add(run: Watched): void {
    if (this.has(run.id)) return
    keepWatch(this.store, run, Date.now())
    this.listen(run)
    // A store may refuse or be full: what is heard here does not depend on it.
    for (const id of [...this.stops.keys()].slice(0, -MOST_WATCHES)) this.stop(id)
    this.announce()
  }

  /** The viewer wants to hear of it no more, in whatever tab. */
  remove(id: string): void {
    dropWatch(this.store, id, Date.now())
    tellUnwatched(this.store, id, Date.now())
    this.leave(id)
  }

  /** Listens no more, as another tab has said. */
  leave(id: string): void {
    this.stop(id)
    this.announce()
  }

  /**
   * Watches what is kept too, as pages before this one and other tabs have left it. What is kept no more may have ended,
   * which each tab tells by itself.
   */
  restore(): void {
    for (const run of readWatches(this.store, Date.now())) if (!this.has(run.id)) this.listen(run)
    this.announce()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private listen(run: Watched): void {
    const stop = socketOfTab().subscribe({
      document: RunsFollowedDocument,
      variables: () => ({ filter: { statuses: [], tags: [], root: run.root }, limit: NEWEST }),
      isKept: true,
      onData: ({ runs }) => {
        if (!this.has(run.id)) return
        const status = runs.runs.find((it) => it.id === run.id)?.status
        // Where not all are told it may be one of the others.
        const isGone = status === undefined && runs.before === null
        if (!isGone && (status === undefined || !hasEnded(status))) return
        dropWatch(this.store, run.id, Date.now())
        this.leave(run.id)
        this.onEnd(run, status ?? 'DELETED')
      },
    })
    this.stops.set(run.id, stop)
  }

  private stop(id: string): void {
    this.stops.get(id)?.()
    this.stops.delete(id)
  }

  private announce(): void {
    this.listeners.forEach((listener) => {
      listener()
    })
  }
}
