// The facts that were recorded with a materialization, as rows to read. Pure.
export interface MetadataRow {
  name: string
  text: string
  isNumber: boolean
  url?: string
}

/** Reads the `metadata` of an event; each value has a `kind` and its components. */
export function metadataOf(json: unknown): MetadataRow[] {
  const metadata = isObject(json) ? json['metadata'] : undefined
  if (!isObject(metadata)) return []
  return Object.entries(metadata).map(([name, fact]) => rowOf(name, fact))
}

function rowOf(name: string, fact: unknown): MetadataRow {
  if (!isObject(fact)) return { name, text: written(fact), isNumber: typeof fact === 'number' }
  const { kind: _, ...components } = fact
  const values = Object.values(components)
  const value = values.length === 1 ? values[0] : components
  const url = typeof value === 'string' && /^https?:\/\//.test(value) ? value : undefined
  return {
    name,
    text: written(value),
    isNumber: typeof value === 'number',
    ...(url === undefined ? {} : { url }),
  }
}

function written(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 6 })
  return JSON.stringify(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
