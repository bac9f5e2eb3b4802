// What a JSON Schema of the API says: at a path, in words, of what is wrong, and of what is missing. Pure.
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Path = readonly (string | number)[]

export interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string | string[]
  anyOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  enum?: Json[]
  minimum?: number
  maximum?: number
  minProperties?: number
  maxProperties?: number
  pattern?: string
  format?: string
  default?: Json
  description?: string
  deprecated?: boolean
  writeOnly?: boolean
  $comment?: string
}

export const plain = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What a schema is without its reference; what stands beside that is kept. */
export function resolved(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const name = schema.$ref.replace('#/$defs/', '')
  const { $ref: _, ...beside } = schema
  const target = root.$defs?.[name]
  return target ? { ...resolved(root, target), ...beside } : beside
}

const isReference = (schema: Schema) => schema.$ref === '#/$defs/env'

/** The forms that a value may have, but the reference to a variable, which every scalar may be. */
export function formsOf(root: Schema, schema: Schema): Schema[] {
  const whole = resolved(root, schema)
  if (!whole.anyOf) return [whole]
  return whole.anyOf.filter((it) => !isReference(it)).flatMap((it) => formsOf(root, it))
}

export function takesVariable(root: Schema, schema: Schema): boolean {
  return (resolved(root, schema).anyOf ?? []).some(
    (it) => isReference(it) || (it.anyOf !== undefined && takesVariable(root, it)),
  )
}

function typesOf(schema: Schema): string[] {
  if (schema.type === undefined) return []
  return typeof schema.type === 'string' ? [schema.type] : schema.type
}

/** The schemas that hold at a path; none where nothing is known. */
export function schemasAt(root: Schema, path: Path): Schema[] {
  let here = [root]
  for (const part of path) {
    here = here.flatMap((schema) => formsOf(root, schema)).flatMap((form) => child(form, part))
  }
  return here
}

function child(form: Schema, part: string | number): Schema[] {
  if (typeof part === 'number') return form.items ? [form.items] : []
  const property = form.properties?.[part]
  if (property) return [property]
  return typeof form.additionalProperties === 'object' ? [form.additionalProperties] : []
}

/** In words: `whole number from 1 to 10`, `one of a, b`. */
export function inWords(root: Schema, schema: Schema): string {
  const texts = formsOf(root, schema).map((form) => formInWords(root, form))
  return [...new Set(texts)].join(', or ')
}

const FORMATS: Record<string, string> = {
  date: 'date, such as 2001-01-31',
  'date-time': 'time, such as 2001-01-31T12:00:00Z',
  'uri-reference': 'URI',
}

function formInWords(root: Schema, form: Schema): string {
  if (form.enum) return `one of ${form.enum.map(plain).join(', ')}`
  if (form.$comment?.startsWith('Expected is ')) return form.$comment.slice('Expected is '.length)
  const type = typesOf(form).find((it) => it !== 'null') ?? (typesOf(form).length > 0 ? 'null' : '')
  switch (type) {
    case 'integer':
      return `whole number${bounds(form)}`
    case 'number':
      return 'number'
    case 'boolean':
      return 'true or false'
    case 'string':
      if (form.writeOnly) return 'secret text'
      return FORMATS[form.format ?? ''] ?? 'text'
    case 'array':
      return `list of ${form.items ? inWords(root, form.items) : 'anything'}`
    case 'object':
      return form.maxProperties === 1 ? 'exactly one of these entries' : 'map'
    case 'null':
      return 'null'
    default:
      return 'anything'
  }
}

function bounds({ minimum, maximum }: Schema): string {
  const isOfInt = minimum !== undefined && minimum <= -(2 ** 31)
  const isToInt = maximum !== undefined && maximum >= 2 ** 31 - 1
  if (minimum !== undefined && maximum !== undefined && !isOfInt && !isToInt) {
    return ` from ${minimum} to ${maximum}`
  }
  if (minimum !== undefined && !isOfInt) return ` from ${minimum}`
  return maximum !== undefined && !isToInt ? ` up to ${maximum}` : ''
}

export interface Option {
  label: string
  detail: string
  info: string
  isRequired: boolean
  /** Whether it holds a map, a list, or one value. */
  holds: 'map' | 'list' | 'value'
}

/** The entries that a map at a path may have beside those that are there. */
export function entriesAt(
  root: Schema,
  path: Path,
  present: ReadonlySet<string> = new Set(),
): Option[] {
  const options = new Map<string, Option>()
  for (const form of schemasAt(root, path).flatMap((it) => formsOf(root, it))) {
    if (form.maxProperties !== undefined && present.size >= form.maxProperties) continue
    for (const [label, property] of Object.entries(form.properties ?? {})) {
      if (present.has(label)) continue
      const whole = resolved(root, property)
      options.set(label, {
        label,
        detail: inWords(root, property),
        info: [whole.description, defaultText(whole)].filter(Boolean).join(' '),
        isRequired: form.required?.includes(label) ?? false,
        holds: holds(root, property),
      })
    }
  }
  return [...options.values()].sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
}

function defaultText(schema: Schema): string {
  return schema.default === undefined ? '' : `Default: ${JSON.stringify(schema.default)}.`
}

function holds(root: Schema, schema: Schema): Option['holds'] {
  const types = formsOf(root, schema).flatMap(typesOf)
  if (types.includes('object')) return 'map'
  return types.includes('array') ? 'list' : 'value'
}

/** The values that can be chosen from at a path. */
export function valuesAt(root: Schema, path: Path): Json[] {
  return schemasAt(root, path)
    .flatMap((it) => formsOf(root, it))
    .flatMap((form) => {
      if (form.enum) return form.enum
      return typesOf(form).includes('boolean') ? [true, false] : []
    })
}

/** What is known of a path, for people; undefined where nothing is. */
export function hoverAt(root: Schema, path: Path): string | undefined {
  const schema = schemasAt(root, path)[0]
  if (!schema || path.length === 0) return undefined
  const whole = resolved(root, schema)
  const parts = [
    `${String(path.at(-1))}: ${inWords(root, schema)}`,
    whole.description ?? '',
    defaultText(whole),
    whole.deprecated ? 'It goes away.' : '',
    takesVariable(root, schema) ? 'Or {env: NAME}, a variable.' : '',
  ]
  return parts.filter((it) => it !== '').join('\n')
}
