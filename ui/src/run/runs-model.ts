// What the page of runs knows of those that pass a filter: what was read, and laid over it what is told.
import { request } from '@/shared/api/client'
import {
  RunsCountedDocument,
  RunsDocument,
  type RunFilter,
  type RunsCountedQuery,
} from '@/shared/api/generated/graphql'
import { stamp } from '@/shared/api/stamp'
import { layAll, staleCursor, type Known, type Part, type RunsPage } from './known-runs'

export const PAGE = 100
/** So many pages are asked for again for one thing that is told. */
const MOST_TURNS = 20

export type Counted = RunsCountedQuery['runs']
export type StatusCounts = Counted['statusCounts']

export class RunsModel {
  /** Grows with every change. */
  version = 0
  known: Known | undefined
  counts: StatusCounts = []
  isLoadingMore = false
  /** Why there are not more of them; the list waits to be told to go on. */
  moreError: Error | null = null
  updatedAt = 0
  /** The newest page that is known, whether it was told or read. */
  newest: RunsPage | undefined
  private active: RunsPage | undefined
  private base: Known | undefined
  private parts: Part[] = []
  private newestAt = 0
  private countedAt = 0
  private readonly underWay = new Set<number>()
  private readonly listeners = new Set<() => void>()
  private isMending = false

  constructor(private readonly filter: RunFilter) {}

  /** Reads the newest page. */
  async read(signal?: AbortSignal): Promise<void> {
    await this.asked(async (at) => {
      const variables = { filter: this.filter, limit: PAGE }
      const { runs } = await request(RunsCountedDocument, variables, signal)
      return this.newestIs(at, runs)
    })
  }

  tellNewest(runs: Counted): void {
    this.lay(this.newestIs(stamp(), runs))
  }

  tellActive(runs: Counted): void {
    const at = stamp()
    this.active = runs
    this.countsAre(at, runs)
    this.lay({ type: 'active', at, page: runs })
    void this.mend()
  }

  async loadMore(): Promise<void> {
    const under = this.known?.before
    if (!under || this.isLoadingMore) return
    this.isLoadingMore = true
    this.moreError = null
    this.announce()
    try {
      await this.readUnder(under)
    } catch (error) {
      this.moreError = error as Error
    }
    this.isLoadingMore = false
    this.announce()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  snapshot = (): number => this.version

  /** Asks again for runs that are told to go on no more, one page after the other. */
  private async mend(): Promise<void> {
    if (this.isMending) return
    this.isMending = true
    const asked = new Set<string>()
    try {
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const { known, newest, active } = this
        const cursor = known && newest && active && staleCursor(known, newest, active)
        if (cursor === undefined || asked.has(cursor)) return
        asked.add(cursor)
        await this.readUnder(cursor)
      }
    } catch {
      // The next that is told tries again; what is there stays.
    } finally {
      this.isMending = false
    }
  }

  private async readUnder(under: string): Promise<void> {
    await this.asked(async (at) => {
      const variables = { filter: this.filter, limit: PAGE, before: under }
      return { type: 'page', at, under, page: (await request(RunsDocument, variables)).runs }
    })
  }

  private async asked(ask: (at: number) => Promise<Part>): Promise<void> {
    const at = stamp()
    this.underWay.add(at)
    try {
      const part = await ask(at)
      this.underWay.delete(at)
      this.lay(part)
    } finally {
      this.underWay.delete(at)
    }
  }

  private newestIs(at: number, runs: Counted): Part {
    this.countsAre(at, runs)
    if (at > this.newestAt) {
      this.newestAt = at
      this.newest = runs
    }
    return { type: 'page', at, under: null, page: runs }
  }

  private countsAre(at: number, { statusCounts }: Counted): void {
    if (at < this.countedAt) return
    this.countedAt = at
    this.counts = statusCounts
  }

  private lay(part: Part): void {
    this.parts.push(part)
    // What is older than all that is under way needs not be kept apart.
    const oldest = Math.min(...this.underWay, Infinity)
    const isSettled = (it: Part) => it.at < oldest
    this.base = layAll(this.base, this.parts.filter(isSettled))
    this.parts = this.parts.filter((it) => !isSettled(it))
    this.known = layAll(this.base, this.parts)
    this.updatedAt = Date.now()
    this.announce()
  }

  private announce(): void {
    this.version++
    this.listeners.forEach((listener) => {
      listener()
    })
  }
}
