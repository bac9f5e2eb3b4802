// The address of the page of a job. Pure.
export interface JobSearch {
  /** The op whose panel is open. */
  op?: string
  /** Nested graphs that are open, by their names joined with dots, or groups of assets; see `namesIn`. */
  open?: string[]
}

export function parseJobSearch(raw: Record<string, unknown>): JobSearch {
  const search: JobSearch = {}
  if (typeof raw['op'] === 'string' && raw['op'] !== '') search.op = raw['op']
  const given: unknown[] = Array.isArray(raw['open']) ? raw['open'] : [raw['open']]
  const open = given.filter((it): it is string => typeof it === 'string')
  if (open.length > 0) search.open = open
  return search
}
