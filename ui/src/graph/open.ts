// Which boxes are open, as an address says it. An address cannot hold a list of nothing, so the list of none is told by
// one empty name before the others, which also stands before the box without a name. Pure.

export function writtenNames(names: readonly string[]): string[] {
  return names.length === 0 || names.includes('') ? ['', ...names] : [...names]
}

/** Undefined when the address says nothing. */
export function namesIn(written: readonly string[] | undefined): string[] | undefined {
  return written?.slice(written[0] === '' ? 1 : 0)
}
