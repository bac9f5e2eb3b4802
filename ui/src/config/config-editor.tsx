import {
  autocompletion,
  completionKeymap,
  startCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  hoverTooltip,
  keymap,
  lineNumbers,
  placeholder as ghost,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useRef, type ReactElement } from 'react'
import styles from './config-editor.module.css'
import { choicesAt, type Choice } from './complete'
import { pathAt, read, type Read } from './document'
import { diagnosticsOf, type Found } from './diagnostics'
import { hoverAt, type Schema } from './schema'

interface Props {
  label: string
  value: string
  onChange: (text: string) => void
  schema: Schema | undefined
  /** What the server says is wrong, each a sentence. */
  refused: readonly string[]
  placeholder?: string
}

const colors = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--warn)' },
  { tag: tags.comment, color: 'var(--text-faint)', fontStyle: 'italic' },
])

/** A config document in YAML or JSON, with what its schema says of it while it is written. */
export default function ConfigEditor(props: Props): ReactElement {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    if (!host.current) return
    const { label, value, placeholder } = latest.current
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          yaml(),
          syntaxHighlighting(colors),
          lintGutter(),
          autocompletion({ override: [(context) => complete(context, latest.current.schema)] }),
          hoverTooltip((hovered, offset) => {
            const text = hoverText(hovered.state.doc.toString(), offset, latest.current.schema)
            if (text === undefined) return null
            return { pos: offset, create: () => ({ dom: tipOf(text) }) }
          }),
          keymap.of([
            ...completionKeymap,
            { key: 'Enter', run: goIn },
            ...defaultKeymap,
            ...historyKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          ghost(placeholder ?? ''),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          }),
        ],
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [])

  // What was changed by other means than typing, such as by a draft.
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === props.value) return
    const whole = { from: 0, to: editor.state.doc.length, insert: props.value }
    editor.dispatch({ changes: whole })
  }, [props.value])

  const refused = props.refused.join('\n')
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const timer = setTimeout(() => {
      const text = editor.state.doc.toString()
      const found = diagnosticsOf(text, latest.current.schema, latest.current.refused)
      editor.dispatch(setDiagnostics(editor.state, found.map(diagnostic)))
    }, 150)
    return () => {
      clearTimeout(timer)
    }
  }, [props.value, props.schema, refused])

  return <div ref={host} className={styles['editor']} />
}

/** After a key alone comes what it holds, one step in. */
function goIn(editor: EditorView): boolean {
  const { state } = editor
  const { from, empty } = state.selection.main
  const line = state.doc.lineAt(from)
  const match = /^(\s*(?:- )?)[^\s#].*:$/.exec(line.text)
  if (!empty || from !== line.to || !match) return false
  const insert = `\n${' '.repeat((match[1] ?? '').length + 2)}`
  editor.dispatch({
    changes: { from, insert },
    selection: { anchor: from + insert.length },
    scrollIntoView: true,
    userEvent: 'input',
  })
  return true
}

function diagnostic({ from, to, message, isOfServer }: Found): Diagnostic {
  return { from, to, message, severity: 'error', ...(isOfServer ? { source: 'server' } : {}) }
}

function complete(context: CompletionContext, schema: Schema | undefined): CompletionResult | null {
  if (!schema) return null
  const found = choicesAt(schema, context.state.doc.toString(), context.pos)
  if (!found || found.choices.length === 0) return null
  const { cursor, choices } = found
  if (!context.explicit && cursor.typed === '' && cursor.takes !== 'value') return null
  return {
    from: context.pos - cursor.typed.length,
    options: choices.map(({ label, insert, detail, info, isKey, isRequired }) => ({
      label,
      detail,
      info,
      type: isKey ? 'property' : 'enum',
      boost: isRequired ? 1 : 0,
      apply: (editor, _, __, end) => apply(editor, schema, { label, insert }, end),
    })),
    validFor: /^[\w./-]*$/,
  }
}

/** Looks again where the cursor is, as more was typed since it was offered. */
function apply(
  editor: EditorView,
  schema: Schema,
  chosen: Pick<Choice, 'label' | 'insert'>,
  end: number,
): void {
  const now = choicesAt(schema, editor.state.doc.toString(), end)
  const choice =
    now?.choices.find((it) => it.label === chosen.label && it.insert === chosen.insert) ??
    now?.choices.find((it) => it.label === chosen.label)
  if (!now || !choice) return
  const { from, to } = now.cursor
  editor.dispatch({
    changes: { from, to, insert: choice.insert },
    selection: { anchor: from + choice.anchor },
    userEvent: 'input.complete',
  })
  if (choice.goesOn) startCompletion(editor)
}

function hoverText(text: string, offset: number, schema: Schema | undefined): string | undefined {
  if (!schema) return undefined
  const document: Read = read(text)
  const { path } = pathAt(document.document, offset)
  return hoverAt(schema, path)
}

function tipOf(text: string): HTMLElement {
  const tip = document.createElement('div')
  tip.className = styles['tip'] ?? ''
  tip.textContent = text
  return tip
}
