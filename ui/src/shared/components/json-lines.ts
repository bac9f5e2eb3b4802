// A JSON value as lines to read. Pure.
export interface JsonLine {
  depth: number
  key?: string
  value?: string
  type?: 'text' | 'number' | 'boolean' | 'empty'
}

const MOST_LINES = 5_000

export function linesOf(value: unknown): JsonLine[] {
  const lines: JsonLine[] = []
  write(value, undefined, 0, lines)
  return lines
}

function write(value: unknown, key: string | undefined, depth: number, lines: JsonLine[]): void {
  if (lines.length > MOST_LINES) return
  const named = key === undefined ? {} : { key }
  const children = childrenOf(value)
  if (!children) {
    lines.push({ depth, ...named, ...leaf(value) })
    return
  }
  const inner = key === undefined ? depth : depth + 1
  if (key !== undefined) lines.push({ depth, key })
  for (const [name, child] of children) write(child, name, inner, lines)
}

/** Undefined for what is one line. */
function childrenOf(value: unknown): [string, unknown][] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Array.isArray(value)
    ? (value as unknown[]).map((item, index): [string, unknown] => [`- ${index + 1}`, item])
    : Object.entries(value)
  return entries.length > 0 ? entries : undefined
}

function leaf(value: unknown): Pick<JsonLine, 'value' | 'type'> {
  if (typeof value === 'string') return { value: value === '' ? "''" : value, type: 'text' }
  if (typeof value === 'number') return { value: String(value), type: 'number' }
  if (typeof value === 'boolean') return { value: String(value), type: 'boolean' }
  if (Array.isArray(value)) return { value: 'none', type: 'empty' }
  return { value: value === null ? 'not set' : 'nothing', type: 'empty' }
}
