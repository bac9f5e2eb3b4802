/** Two texts of an address, between which something is looked at; nothing when one of them is empty. */
export function parsePair(raw: unknown): [string, string] | undefined {
  if (!Array.isArray(raw) || raw.length !== 2) return undefined
  const [from, to] = raw.map(String)
  return from && to ? [from, to] : undefined
}
