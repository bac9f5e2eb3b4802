// How many steps are asked for at once. Pure.
/** Of one answer. */
const MOST_CELLS = 100_000
const MOST_ROWS = 500

/** As many as an answer may have with so many columns; a whole number, as the API takes no other. */
export function rowsOf(columns: number): number {
  return Math.min(MOST_ROWS, Math.floor(MOST_CELLS / columns))
}
