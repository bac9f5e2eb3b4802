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
