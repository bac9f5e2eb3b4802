// A config document as text, in YAML or JSON, which YAML contains: what it says, and where in it a path lies. Pure.
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  visit,
  type Document,
  type Node,
} from 'yaml'
import type { Json, Path } from './schema'

export interface Range {
  from: number
  to: number
}

export interface TextProblem extends Range {
  message: string
}

export interface Read {
  value: Json
  problems: TextProblem[]
  document: Document
}

export function read(text: string): Read {
  const document = parseDocument(text, { prettyErrors: false, version: '1.2' })
  const problems = document.errors.map(({ message, pos: [from, to] }) => ({
    message: plainly(message.split('\n')[0] ?? message),
    from,
    to: Math.max(from + 1, to),
  }))
  for (const { message, pos } of document.warnings) {
    problems.push({ message: plainly(message), from: pos[0], to: pos[1] })
  }
  visit(document, {
    Scalar: (_, { value, range, source }) => {
      const message = lossOf(value, source)
      if (message !== undefined)
        problems.push({ message, from: range?.[0] ?? 0, to: range?.[1] ?? 1 })
    },
  })
  let value: Json = null
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 }) as Json
    } catch (error) {
      problems.push({ message: (error as Error).message, from: 0, to: text.length })
    }
  }
  return { value, problems, document }
}

/** What would be lost of a value on its way. */
function lossOf(value: unknown, source: string | undefined): string | undefined {
  if (typeof value !== 'number') return undefined
  if (!Number.isFinite(value)) return 'no JSON holds infinity or NaN'
  const isWhole = Number.isInteger(value) && !/[.eE]/.test(source ?? '')
  if (!isWhole || Number.isSafeInteger(value)) return undefined
  return 'a whole number beyond 2^53 is not kept exactly here; launch it with the command line'
}

/** What the parser says of the mistakes that are made most, in plain words. */
function plainly(message: string): string {
  if (/^Implicit map keys? need/.test(message))
    return 'a key is followed by a colon, such as limit: 10'
  if (/^Nested mappings are not allowed/.test(message)) return 'a value and a key stand on one line'
  return message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
}

/** Where the value of a path stands, or its key; of a path that is not there the nearest that is. */
export function rangeOf(document: Document, path: Path, ofKey = false): Range {
  let node: Node | null = document.contents
  let key: Node | null = null
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((it) => isPair(it) && keyText(it.key) === String(part))
      if (!pair) break
      key = pair.key as Node
      node = pair.value as Node | null
    } else if (isSeq(node) && typeof part === 'number') {
      key = null
      node = (node.items[part] as Node | undefined) ?? null
    } else break
  }
  const shown = (ofKey ? key : node) ?? key ?? node
  const range = shown?.range
  if (!range) return { from: 0, to: 0 }
  return { from: range[0], to: Math.max(range[0], range[1]) }
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}

/** The path of what stands at an offset, and whether that is a key. */
export function pathAt(document: Document, offset: number): { path: Path; isKey: boolean } {
  const path: (string | number)[] = []
  let node: Node | null = document.contents
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.find((it) => {
        const [from] = rangeOfNode(it.key)
        const end = Math.max(rangeOfNode(it.value)[1], rangeOfNode(it.key)[1])
        return offset >= from && offset <= end
      })
      if (!pair) return { path, isKey: false }
      path.push(keyText(pair.key))
      if (offset <= rangeOfNode(pair.key)[1]) return { path, isKey: true }
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      const index = node.items.findIndex((it) => {
        const [from, to] = rangeOfNode(it)
        return offset >= from && offset <= to
      })
      if (index < 0) return { path, isKey: false }
      path.push(index)
      node = node.items[index] as Node | null
    } else return { path, isKey: false }
  }
}

function rangeOfNode(node: unknown): [number, number] {
  const range = (node as { range?: [number, number, number] } | null)?.range
  if (isAlias(node) || !range) return [-1, -1]
  return [range[0], range[1]]
}

export function asYaml(value: Json): string {
  return value === null ? '' : stringify(value, { lineWidth: 0 })
}

/** In the language that the text is in. */
export function written(value: Json, like: string): string {
  return isJson(like) ? `${JSON.stringify(value, null, 2)}\n` : asYaml(value)
}

export function isJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

/** The path that a sentence of the server begins with, such as `ops.load.config.limit: expected ...`. */
export function problemOf(sentence: string): { path: Path; message: string } | undefined {
  const match =
    /^((?:[\w-]+|\["(?:[^"\\]|\\.)*"\]|\[\d+\])(?:\.[\w-]+|\["(?:[^"\\]|\\.)*"\]|\[\d+\])*): (.+)$/s.exec(
      sentence,
    )
  if (!match?.[1] || !match[2]) return undefined
  const path = [...match[1].matchAll(/([\w-]+)|\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]/g)].map(
    ([, word, quoted, index]) =>
      index === undefined ? (word ?? (JSON.parse(`"${quoted ?? ''}"`) as string)) : Number(index),
  )
  return { path, message: match[2] }
}
