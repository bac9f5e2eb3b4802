// Where in a document that is being written the cursor stands. Pure.
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'
import type { Path } from './schema'

export interface Cursor {
  /** Of the map that gets a key, or of the value. */
  path: Path
  /** Whether a key can stand here, a value, or what begins either. */
  takes: 'key' | 'value' | 'both'
  /** The keys of that map without the one that is being written. */
  present: ReadonlySet<string>
  /** What stands before the cursor, without its quote. */
  typed: string
  /** What is replaced, with quotes and what stands behind the cursor. */
  from: number
  to: number
  /** Whether brackets or quotes are used here, as in JSON. */
  isFlow: boolean
  isQuoted: boolean
  hasColon: boolean
}

/** Stands for what is being written: the parser keeps a tree of what is half written around a word. */
const WORD = 'dagwerk0cursor0here'

export function cursorAt(text: string, offset: number): Cursor | undefined {
  const [, quote = '', typed = ''] = /(["']?)([\w./-]*)$/.exec(text.slice(0, offset)) ?? []
  const [rest = ''] = /^[\w./-]*/.exec(text.slice(offset)) ?? []
  const from = offset - typed.length - quote.length
  const end = offset + rest.length
  const to = quote !== '' && text[end] === quote ? end + 1 : end
  const before = text.slice(0, from)
  const hasColon = /^[ \t]*:(?=\s|$|["'[{])/.test(text.slice(to))
  const after = text.slice(to)
  const isAlone = /(?:^|\n)[ \t]*(?:- +)*$/.test(before)
  const isLast = /^[ \t]*(?:#|\n|$)/.test(after)
  // Above another key a word alone would go on in it: there it is made a key.
  const found =
    placeOf(before + WORD + after) ??
    (isAlone && isLast ? placeOf(`${before}${WORD}:${after}`) : undefined)
  if (!found) return undefined
  const mayBegin = found.takes === 'value' && !found.isFlow && isAlone
  return {
    ...found,
    takes: mayBegin ? 'both' : found.takes,
    typed,
    from,
    to,
    isQuoted: quote !== '',
    hasColon,
  }
}

function placeOf(text: string): Pick<Cursor, 'path' | 'takes' | 'present' | 'isFlow'> | undefined {
  const document = parseDocument(text, { prettyErrors: false })
  let found: ReturnType<typeof placeOf>
  visit(document, {
    Scalar: (role, { value }, ancestors) => {
      if (value !== WORD) return undefined
      const path: (string | number)[] = []
      ancestors.forEach((it, depth) => {
        const inner = ancestors[depth + 1]
        if (isSeq(it)) path.push(it.items.findIndex((item) => item === inner || holdsWord(item)))
        else if (isMap(it)) {
          const pair = it.items.find((item) => item === inner)
          if (pair && !holdsWord(pair.key)) path.push(textOf(pair.key))
        }
      })
      const map = ancestors.findLast((it) => isMap(it))
      const keys = role === 'key' && map ? map.items.map((it) => textOf(it.key)) : []
      found = {
        path,
        takes: role === 'key' ? 'key' : 'value',
        present: new Set(keys.filter((it) => it !== WORD)),
        isFlow: ancestors.some((it) => (isMap(it) || isSeq(it)) && it.flow === true),
      }
      return visit.BREAK
    },
  })
  return found
}

function holdsWord(node: unknown): boolean {
  return isScalar(node) && node.value === WORD
}

function textOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key)
}
