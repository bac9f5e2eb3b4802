// Addresses that people can read and write: `?status=FAILED&tag=team=data&tag=day=1`, no JSON.
export type Query = Record<string, string | string[]>

export function parseQuery(search: string): Query {
  const parsed: Query = {}
  new URLSearchParams(search).forEach((value, key) => {
    const before = parsed[key]
    if (before === undefined) parsed[key] = value
    else parsed[key] = [...(Array.isArray(before) ? before : [before]), value]
  })
  return parsed
}

export function writeQuery(search: Record<string, unknown>): string {
  const written = new URLSearchParams()
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      // In a list an empty text is one of its values.
      if (typeof one === 'string' && (one !== '' || Array.isArray(value))) written.append(key, one)
      if (typeof one === 'number' || one === true) written.append(key, String(one))
    }
  }
  // A value may hold these unwritten; so written it can be read.
  const text = written.toString().replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%2F/g, '/')
  return text ? `?${text}` : ''
}
