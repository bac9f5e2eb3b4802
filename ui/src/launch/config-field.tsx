import { Button } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement } from 'react'
import type { Json, Schema } from '@/config/schema'
import { Notice, Problems } from '@/shared/components/notice'
import { Lines } from '@/shared/components/query-state'
import styles from './launch-form.module.css'

const ConfigEditor = lazy(() => import('@/config/config-editor'))

interface Props {
  value: string
  onChange: (text: string) => void
  schema: Schema | undefined
  refused: readonly string[]
  /** The complete document of the plan of this very text; undefined until it is known. */
  complete: unknown
  /** Of the preset that was chosen. */
  preset: unknown
}

/** The config of a launch, in YAML or JSON, with what can be filled in. */
export function ConfigField(props: Props): ReactElement {
  const { value, onChange, schema } = props
  const [trouble, setTrouble] = useState<{ of: string; text: string }>()
  // What is to take the place of a text that was written, when the viewer says so.
  const [asked, setAsked] = useState<{ of: string; next: string }>()
  // While what is needed is loaded, the text goes on.
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  const fillIn = async () => {
    const { filledIn } = await import('@/config/fill')
    if (!schema) return
    const filled = filledIn(schema, latest.current)
    if ('text' in filled) onChange(filled.text)
    else setTrouble({ of: latest.current, text: filled.problem })
  }
  const asText = async (document: unknown) => {
    const [{ read, written }, { unmasked }] = await Promise.all([
      import('@/config/document'),
      import('@/config/fill'),
    ])
    const text = latest.current
    return { text, next: written(unmasked(document as Json, read(text).value), text) }
  }
  const take = async () => onChange((await asText(props.complete)).next)
  const copyPreset = async () => {
    const { text, next } = await asText(props.preset)
    if (text.trim() === '') onChange(next)
    else if (next !== text) setAsked({ of: text, next })
  }
  const takeAway = async () => {
    const { withoutUnknown } = await import('@/config/fill')
    if (!schema) return
    const left = withoutUnknown(schema, latest.current)
    if ('text' in left) onChange(left.text)
    else setTrouble({ of: latest.current, text: left.problem })
  }
  return (
    <div className={styles['configField']}>
      <div className={styles['configHead']}>
        <span className={styles['configLabel']}>Config</span>
        <span className={styles['hint']}>YAML or JSON; Ctrl Space tells what can stand there</span>
      </div>
      <Suspense fallback={<Lines count={6} />}>
        <ConfigEditor
          label="Config"
          value={value}
          onChange={onChange}
          schema={schema}
          refused={props.refused}
          placeholder="ops:"
        />
      </Suspense>
      <div className={styles['configTools']}>
        {schema && (
          <>
            <Button variant="default" onClick={() => void fillIn()}>
              Fill in what is missing
            </Button>
            <Button variant="default" onClick={() => void takeAway()}>
              Remove what is unknown
            </Button>
          </>
        )}
        {props.preset !== undefined && (
          <Button variant="default" onClick={() => void copyPreset()}>
            Copy the preset’s
          </Button>
        )}
        <Button
          variant="default"
          disabled={props.complete === undefined}
          onClick={() => void take()}
        >
          Take the complete document
        </Button>
      </div>
      {trouble?.of === value && <Problems title="Nothing was changed" problems={[trouble.text]} />}
      {asked?.of === value && (
        <Notice
          tone="warn"
          title="The preset’s config takes the place of what you wrote"
          action={
            <span className={styles['configTools']}>
              <Button onClick={() => onChange(asked.next)}>Overwrite</Button>
              <Button variant="default" onClick={() => setAsked(undefined)}>
                Keep mine
              </Button>
            </span>
          }
        />
      )}
    </div>
  )
}
