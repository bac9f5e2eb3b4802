// What can stand at the cursor of a config, and how it is written there. Pure.
import { stringify } from 'yaml'
import { cursorAt, type Cursor } from './cursor'
import { entriesAt, plain, valuesAt, type Json, type Option, type Schema } from './schema'

export interface Choice {
  label: string
  detail: string
  info: string
  isRequired: boolean
  isKey: boolean
  /** What takes the place of what is replaced, and where in it the cursor goes. */
  insert: string
  anchor: number
  /** Whether something is to be chosen at the cursor then. */
  goesOn: boolean
}

export interface Choices {
  cursor: Cursor
  choices: Choice[]
}

export function choicesAt(schema: Schema, text: string, offset: number): Choices | undefined {
  const cursor = cursorAt(text, offset)
  if (!cursor) return undefined
  const choices: Choice[] = []
  if (cursor.takes !== 'value') {
    const column = cursor.from - (text.lastIndexOf('\n', cursor.from - 1) + 1)
    for (const entry of entriesAt(schema, cursor.path, cursor.present)) {
      const isRequired = entry.isRequired
      const detail = isRequired ? `${entry.detail} (required)` : entry.detail
      const { label, info } = entry
      choices.push({
        label,
        detail,
        info,
        isRequired,
        isKey: true,
        ...entered(entry, cursor, column),
      })
    }
  }
  if (cursor.takes !== 'key') {
    for (const value of valuesAt(schema, cursor.path)) {
      const insert = valueText(value, cursor)
      const known = { detail: '', info: '', isRequired: false, isKey: false, goesOn: false }
      choices.push({ label: plain(value), ...known, insert, anchor: insert.length })
    }
  }
  return { cursor, choices }
}

type Entered = Pick<Choice, 'insert' | 'anchor' | 'goesOn'>

function entered({ label, holds }: Option, cursor: Cursor, column: number): Entered {
  const key = cursor.isQuoted ? JSON.stringify(label) : scalarText(label, cursor.isFlow)
  if (cursor.hasColon) return { insert: key, anchor: key.length, goesOn: false }
  const indent = ' '.repeat(column + 2)
  if (cursor.isFlow) {
    const around = { map: '{}', list: '[]', value: '' }[holds]
    const insert = `${key}: ${around}`
    return { insert, anchor: insert.length - around.length / 2, goesOn: true }
  }
  const after = { map: `:\n${indent}`, list: `:\n${indent}- `, value: ': ' }[holds]
  return { insert: key + after, anchor: key.length + after.length, goesOn: true }
}

function valueText(value: Json, cursor: Cursor): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return cursor.isQuoted ? JSON.stringify(value) : scalarText(value, cursor.isFlow)
}

/** In YAML without quotes where it is read as the same text. */
function scalarText(text: string, isFlow: boolean): string {
  if (isFlow) return JSON.stringify(text)
  const written = stringify(text, { lineWidth: 0 }).trimEnd()
  return written.includes('\n') ? JSON.stringify(text) : written
}
