// What is wrong with a document, and what it lacks, by its schema. Pure.
import { formsOf, inWords, takesVariable, type Json, type Path, type Schema } from './schema'

export interface Problem {
  path: Path
  message: string
  /** Whether it lies in the name of the entry, and not in its value. */
  isOfKey?: boolean
  /** Whether there is no such entry, so that it can be taken away. */
  isUnknown?: boolean
}

const MOST = 200

export function problemsOf(root: Schema, value: Json): Problem[] {
  const problems: Problem[] = []
  check(root, root, value, [], problems)
  return problems.slice(0, MOST)
}

function isMap(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isVariable(value: Json): boolean {
  return isMap(value) && Object.keys(value).length === 1 && typeof value['env'] === 'string'
}

function check(root: Schema, schema: Schema, value: Json, path: Path, into: Problem[]): void {
  if (isVariable(value) && takesVariable(root, schema)) return
  const forms = formsOf(root, schema)
  // The problems of the form that fits best are those to tell.
  const form = forms.find((it) => fits(it, value))
  if (!form) {
    const message = `expected ${inWords(root, schema)}, but found ${shown(value)}`
    into.push({ path, message })
    return
  }
  if (Array.isArray(value)) {
    const { items } = form
    if (items) value.forEach((item, index) => check(root, items, item, [...path, index], into))
  } else if (isMap(value)) checkMap(root, form, value, path, into)
}

function checkMap(
  root: Schema,
  form: Schema,
  value: Record<string, Json>,
  path: Path,
  into: Problem[],
): void {
  const names = Object.keys(form.properties ?? {})
  for (const [key, inner] of Object.entries(value)) {
    const property = form.properties?.[key]
    if (property) check(root, property, inner, [...path, key], into)
    else if (typeof form.additionalProperties === 'object') {
      check(root, form.additionalProperties, inner, [...path, key], into)
    } else if (form.additionalProperties === false) {
      const near = nearest(key, names)
      const hint = near ? `; did you mean '${near}'?` : names.length > 0 ? one(names) : ''
      into.push({
        path: [...path, key],
        message: `there is no entry '${key}'${hint}`,
        isOfKey: true,
        isUnknown: true,
      })
    }
  }
  for (const name of form.required ?? []) {
    if (!(name in value)) {
      const words = inWords(root, form.properties?.[name] ?? {})
      into.push({ path, message: `entry '${name}' is missing: ${words}`, isOfKey: true })
    }
  }
  const count = Object.keys(value).length
  if (form.maxProperties !== undefined && count > form.maxProperties) {
    into.push({ path, message: `expected one entry alone${one(names)}`, isOfKey: true })
  }
  if (form.minProperties !== undefined && count < form.minProperties) {
    into.push({ path, message: `an entry is missing${one(names)}`, isOfKey: true })
  }
}

function one(names: string[]): string {
  return `; expected one of ${names.slice(0, 8).join(', ')}${names.length > 8 ? ' and others' : ''}`
}

function fits(form: Schema, value: Json): boolean {
  if (form.enum) return form.enum.includes(value)
  const types = form.type === undefined ? [] : [form.type].flat()
  if (types.length === 0) return true
  return types.some((type) => {
    switch (type) {
      case 'object':
        return isMap(value)
      case 'array':
        return Array.isArray(value)
      case 'string':
        return typeof value === 'string' && matches(form, value)
      case 'boolean':
        return typeof value === 'boolean'
      case 'null':
        return value === null
      case 'number':
        return typeof value === 'number'
      case 'integer':
        return (
          typeof value === 'number' &&
          Number.isInteger(value) &&
          value >= (form.minimum ?? -Infinity) &&
          value <= (form.maximum ?? Infinity)
        )
      default:
        return true
    }
  })
}

function matches(form: Schema, value: string): boolean {
  if (form.format === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value)
  if (form.pattern === undefined) return true
  try {
    return new RegExp(form.pattern, 'u').test(value)
  } catch {
    // The server's language of patterns knows more; it has the last word.
    return true
  }
}

function shown(value: Json): string {
  if (isMap(value)) return 'a map'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'string' ? `the text "${value.slice(0, 40)}"` : String(value)
}

/** The name that differs in the fewest letters, where that is no other word. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: distanceOf(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
