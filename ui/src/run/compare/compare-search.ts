// Which runs are compared, and the address. Pure.
export interface CompareSearch {
  /** Left out for the last run before the other that succeeded. */
  left?: string
  right?: string
  /** Also steps that are the same. */
  all?: boolean
}

export function parseCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const id = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const [left, right] = [id(raw['left']), id(raw['right'])]
  return {
    ...(left === '' ? {} : { left }),
    ...(right === '' ? {} : { right }),
    ...(raw['all'] === 'true' || raw['all'] === true ? { all: true } : {}),
  }
}

/** The older at the left; ids begin with their time. */
export function ofTwo(a: string, b: string): CompareSearch {
  return a < b ? { left: a, right: b } : { left: b, right: a }
}
