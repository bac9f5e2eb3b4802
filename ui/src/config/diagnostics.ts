// What is wrong with a text, each at its place: how it is written, what its schema says, what the server says. Pure.
import { problemOf, rangeOf, read } from './document'
import { problemsOf } from './problems'
import type { Schema } from './schema'

export interface Found {
  from: number
  to: number
  message: string
  isOfServer?: boolean
}

/** What the server says of a place of which the schema has said something is not told twice. */
export function diagnosticsOf(
  text: string,
  schema: Schema | undefined,
  refused: readonly string[],
): Found[] {
  if (text.trim() === '') return []
  const { value, problems, document } = read(text)
  const bounded = ({ from, to, ...rest }: Found): Found => ({
    ...rest,
    from: Math.min(from, text.length),
    to: Math.min(Math.max(to, from + 1), text.length),
  })
  if (problems.length > 0) return problems.map(bounded)
  const own = schema ? problemsOf(schema, value) : []
  const found: Found[] = own.map(({ path, message, isOfKey }) => ({
    ...lineOf(text, rangeOf(document, path, isOfKey)),
    message,
  }))
  for (const sentence of refused) {
    const problem = problemOf(sentence)
    if (!problem) continue
    const range = lineOf(text, rangeOf(document, problem.path))
    const line = lineNumber(text, range.from)
    if (found.some((it) => lineNumber(text, it.from) === line)) continue
    found.push({ ...range, message: problem.message, isOfServer: true })
  }
  return found.map(bounded)
}

function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Of what goes over several lines the first: a whole section underlined hides where it begins. */
function lineOf(
  text: string,
  { from, to }: { from: number; to: number },
): {
  from: number
  to: number
} {
  const end = text.indexOf('\n', from)
  return { from, to: end < 0 ? to : Math.min(to, end) }
}
