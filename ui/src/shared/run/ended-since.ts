// Which runs ended after something was read that is made from runs. Pure.
export interface EndedSince {
  /** That ended lately, as they were told last; undefined before the first telling. */
  told: ReadonlySet<string> | undefined
  /** That were told when what is shown was asked for: it knows of them. */
  known: ReadonlySet<string> | undefined
  /** That were told when what is being read was asked for. */
  asked: ReadonlySet<string> | undefined
}

export const NOTHING_ENDED: EndedSince = { told: undefined, known: undefined, asked: undefined }

export function tell(since: EndedSince, ids: readonly string[]): EndedSince {
  const told = new Set(ids)
  // What was asked for before the first telling knows of what that tells.
  return { told, known: since.known ?? told, asked: since.asked ?? told }
}

/** It is asked for anew. */
export function ask(since: EndedSince): EndedSince {
  return { ...since, asked: since.told }
}

/** What was asked for has come. */
export function take(since: EndedSince): EndedSince {
  return { ...since, known: since.asked }
}

export function countEnded({ told, known }: EndedSince): number {
  if (!told || !known) return 0
  return [...told].filter((id) => !known.has(id)).length
}

/** Clocks of browsers may go before that of the server so much. */
const SKEW_MILLIS = 3_600_000

/** From when on runs are told that end after `now`, in milliseconds; as before as long as that is not long ago. */
export function fromOf(before: number | undefined, now: number): number {
  const from = now - SKEW_MILLIS
  return before !== undefined && from - before < SKEW_MILLIS ? before : from
}

/** @param isCut whether more ended than were told */
export function newText(count: number, isCut: boolean): string {
  if (isCut) return `${count.toLocaleString('en')} or more new runs`
  return count === 1 ? '1 new run' : `${count.toLocaleString('en')} new runs`
}
