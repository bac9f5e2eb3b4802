// What is known of the runs of a job when none of those that were read is of its location. Pure.
export interface ReadRuns {
  /** Of this name, in any location. */
  runs: readonly unknown[]
  /** Null when there are no more. */
  before: string | null
}

/** The API filters by the name alone: of what was not read nothing is denied. */
export function noRunsTitle({ runs, before }: ReadRuns): string {
  if (before === null) return 'It has not run yet'
  return `None of the newest ${runs.length} runs of this name is of this location`
}
