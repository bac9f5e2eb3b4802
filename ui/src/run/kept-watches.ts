// The runs that are watched, kept in this browser for the next page. Pure but for the store that is given.
export interface Watched {
  id: string
  /** The first of the runs that it executes again, which is what they are told by. */
  root: string
  job: string
}

interface Kept extends Watched {
  /** Since when, in milliseconds. */
  at: number
}

/** Where they are kept; a browser may refuse even to name it. */
export type Store = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export const KEY = 'dagwerk.watches'
/** The run that a viewer wanted to hear of no more, last, and when: what other tabs are told. */
export const UNWATCHED_KEY = 'dagwerk.unwatched'
export const MOST_WATCHES = 20
/** Nobody waits for longer. */
const LONGEST_MILLIS = 7 * 24 * 3_600_000

/** The newest last; none that another version or another program wrote, and none that is too old. */
export function readWatches(store: Store, now: number): Kept[] {
  try {
    const read: unknown = JSON.parse(store().getItem(KEY) ?? '[]')
    if (!Array.isArray(read)) return []
    return read.filter(isKept).filter((it) => it.at > now - LONGEST_MILLIS && it.at <= now)
  } catch {
    return []
  }
}

/** One more; the oldest give way. Returns what is kept then. */
export function keepWatch(store: Store, run: Watched, now: number): Watched[] {
  const others = readWatches(store, now).filter((it) => it.id !== run.id)
  const kept = [...others, { ...run, at: now }].slice(-MOST_WATCHES)
  write(store, kept)
  return kept
}

export function dropWatch(store: Store, id: string, now: number): void {
  write(
    store,
    readWatches(store, now).filter((it) => it.id !== id),
  )
}

/** Tells other tabs that a viewer wants to hear of a run no more; one that ended is told in each. */
export function tellUnwatched(store: Store, id: string, now: number): void {
  try {
    // The time makes it another value, which alone is told.
    store().setItem(UNWATCHED_KEY, `${id} ${String(now)}`)
  } catch {
    // Then it is watched on elsewhere.
  }
}

/** The run that another tab watches no more. */
export function unwatchedIn(value: string | null): string | undefined {
  return value?.split(' ')[0]
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Record<keyof Kept, unknown>> | null
  const texts = [kept?.id, kept?.root, kept?.job]
  return texts.every((it) => typeof it === 'string' && it !== '') && typeof kept?.at === 'number'
}

function write(store: Store, kept: readonly Kept[]): void {
  try {
    if (kept.length === 0) store().removeItem(KEY)
    else store().setItem(KEY, JSON.stringify(kept))
  } catch {
    // Then it lives as long as the page.
  }
}
