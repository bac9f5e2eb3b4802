// What is seen of a matrix, and its address. Pure.
export interface MatrixSearch {
  /** How many partitions; 100 when it is left out. */
  columns?: number
  /** What the keys of the partitions contain. */
  containing?: string
  /** The corners of what is chosen: row, column, row, column; and a mark of what is between. */
  cells?: string[]
  /** The cursors of the pages of assets before the one that is seen. */
  after?: string[]
  /** Of what is shown of that page which part, from 1; the first when it is left out. */
  part?: number
}

export const COLUMNS = [100, 300, 1_000] as const

export function parseMatrixSearch(raw: Record<string, unknown>): MatrixSearch {
  const search: MatrixSearch = {}
  const columns = COLUMNS.find((it) => String(it) === String(raw['columns']))
  if (columns !== undefined && columns !== COLUMNS[0]) search.columns = columns
  const containing = raw['containing']
  if (typeof containing === 'string' && containing !== '') search.containing = containing
  const cells: unknown = raw['cells']
  if (Array.isArray(cells) && cells.length === 5) search.cells = cells.map(String)
  // A list of one stands in an address as that alone.
  const after: unknown[] = [raw['after'] ?? []].flat()
  if (after.length > 0) search.after = after.map(String)
  const part = Number(raw['part'])
  if (Number.isInteger(part) && part > 1) search.part = part
  return search
}
