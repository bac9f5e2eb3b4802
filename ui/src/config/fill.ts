// What is put into a document that someone writes: what it lacks, without a change of what stands there; and what is
// taken out of it, its secrets. Pure.
import { isMap, isSeq, type Node } from 'yaml'
import { isJson, read } from './document'
import { problemsOf } from './problems'
import { formsOf, resolved, type Json, type Path, type Schema } from './schema'

export type Filled = { text: string } | { problem: string }

interface Gap {
  path: Path
  value: Json
}

/** The text with an entry for each that it must have; what has no default is null, which no launch takes for a value. */
export function filledIn(root: Schema, text: string): Filled {
  const { value, problems, document } = read(text)
  const problem = problems[0]
  if (problem) return { problem: `${lineOf(text, problem.from)}: ${problem.message}` }
  const gaps = gapsOf(root, root, value, [])
  if (gaps.length === 0) return { text }
  const isStrict = isJson(text) && isStrictJson(text)
  let refused: string | undefined
  for (const { path, value: missing } of gaps) {
    const node = document.createNode(missing)
    try {
      if (path.length === 0) document.contents = node
      else document.setIn(path, node)
    } catch {
      // What an alias stands for is written elsewhere, where it may not lack this.
      refused ??= path.join('.')
    }
  }
  if (refused !== undefined) return { problem: `${refused} is an alias; fill it in by hand` }
  if (isStrict) return { text: `${JSON.stringify(document.toJS(), null, 2)}\n` }
  return { text: document.toString({ lineWidth: 0 }) }
}

function lineOf(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split('\n').length}`
}

function isStrictJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isRecord(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function gapsOf(root: Schema, schema: Schema, value: Json, path: Path): Gap[] {
  const form = formsOf(root, schema).find((it) => it.properties)
  if (!form) return []
  if (value === null) {
    const missing = blank(root, schema)
    const isNothing = missing === null || Object.keys(missing).length === 0
    return isNothing ? [] : [{ path, value: missing }]
  }
  if (!isRecord(value)) return []
  return Object.entries(form.properties ?? {}).flatMap(([name, property]): Gap[] => {
    const inner = value[name]
    const at = [...path, name]
    if (inner !== undefined) return gapsOf(root, property, inner, at)
    return form.required?.includes(name) ? [{ path: at, value: blank(root, property) }] : []
  })
}

function blank(root: Schema, schema: Schema): Json {
  const whole = resolved(root, schema)
  if (whole.default !== undefined) return whole.default
  const form = formsOf(root, schema).find((it) => it.properties)
  if (!form) return null
  const required = Object.entries(form.properties ?? {}).filter(([name]) =>
    form.required?.includes(name),
  )
  return Object.fromEntries(required.map(([name, property]) => [name, blank(root, property)]))
}

/** The places of secrets that are written out, and not as a variable. */
export function secretsIn(root: Schema, value: Json): Path[] {
  const paths = new Map<string, Path>()
  visit(root, root, value, [], (path) => paths.set(JSON.stringify(path), path))
  return [...paths.values()]
}

function visit(
  root: Schema,
  schema: Schema,
  value: Json,
  path: Path,
  found: (path: Path) => void,
): void {
  if (value === null) return
  const forms = formsOf(root, schema)
  const isSecret = resolved(root, schema).writeOnly ?? forms.some((it) => it.writeOnly)
  if (isSecret && !isVariable(value)) {
    found(path)
    return
  }
  for (const form of forms) {
    if (Array.isArray(value)) {
      const { items } = form
      if (items) value.forEach((it, index) => visit(root, items, it, [...path, index], found))
    } else if (isRecord(value)) {
      const { additionalProperties: others } = form
      for (const [name, inner] of Object.entries(value)) {
        const property =
          form.properties?.[name] ?? (typeof others === 'object' ? others : undefined)
        if (property) visit(root, property, inner, [...path, name], found)
      }
    }
  }
}

function isVariable(value: Json): boolean {
  return isRecord(value) && Object.keys(value).length === 1 && typeof value['env'] === 'string'
}

/** The text without its secrets, and how many those were. */
export function withoutSecrets(
  root: Schema,
  text: string,
): { text: string; count: number } | { problem: string } {
  const { value, problems, document } = read(text)
  if (problems.length > 0)
    return { problem: 'its secrets cannot be told, as it cannot be read yet' }
  const paths = secretsIn(root, value)
  if (paths.length === 0) return { text, count: 0 }
  // Of a list the last go first, so that the places of the others hold.
  for (const path of [...paths].reverse()) {
    const parent = document.getIn(path.slice(0, -1), true) as Node | undefined
    if (isMap(parent) || isSeq(parent)) parent.delete(path.at(-1))
  }
  const left = document.toString({ lineWidth: 0 })
  const again = read(left)
  if (again.problems.length > 0 || secretsIn(root, again.value).length > 0) {
    return { problem: 'a secret in it is an alias; write it as {env: NAME}' }
  }
  return { text: left, count: paths.length }
}

/** The text without the entries that its schema does not know; comments, quotes and order stay. */
export function withoutUnknown(root: Schema, text: string): Filled {
  const { value, problems, document } = read(text)
  const problem = problems[0]
  if (problem) return { problem: `${lineOf(text, problem.from)}: ${problem.message}` }
  const paths = problemsOf(root, value)
    .filter((it) => it.isUnknown)
    .map((it) => it.path)
  if (paths.length === 0) return { text }
  for (const path of paths) {
    const parent = document.getIn(path.slice(0, -1), true) as Node | undefined
    const key = path.at(-1)
    // A key may be no text, such as 1, and is told by how it is written.
    const pair = isMap(parent) && parent.items.find((it) => String(it.key) === String(key))
    if (!isMap(parent) || !pair) {
      return { problem: `${path.join('.')} is of an alias; remove it by hand` }
    }
    parent.delete(pair.key)
  }
  if (isJson(text) && isStrictJson(text)) {
    return { text: `${JSON.stringify(document.toJS(), null, 2)}\n` }
  }
  return { text: document.toString({ lineWidth: 0 }) }
}

/** What the server shows instead of a secret that is written out. */
const MASK = '***'

/** The document with what was written out where it has the mask, or without the entry where nothing was. */
export function unmasked(document: Json, given: Json | undefined): Json {
  if (Array.isArray(document)) {
    const before = Array.isArray(given) ? given : []
    return document.map((it, index) =>
      it === MASK ? (before[index] ?? null) : unmasked(it, before[index]),
    )
  }
  if (!isRecord(document)) return document
  const before = isRecord(given) ? given : {}
  const entries = Object.entries(document).flatMap(([name, inner]): [string, Json][] => {
    const own = before[name]
    if (inner !== MASK) return [[name, unmasked(inner, own)]]
    return own === undefined ? [] : [[name, own]]
  })
  return Object.fromEntries(entries)
}
