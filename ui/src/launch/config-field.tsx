import { Button } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement } from 'react'
import type { Json, Schema } from '@/config/schema'
import { Problems } from '@/shared/components/notice'
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
  const put = async (document: unknown) => {
    const [{ read, written }, { unmasked }] = await Promise.all([
      import('@/config/document'),
      import('@/config/fill'),
    ])
    const text = latest.current
    onChange(written(unmasked(document as Json, read(text).value), text))
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
          <Button variant="default" onClick={() => void fillIn()}>
            Fill in what is missing
          </Button>
        )}
        {props.preset !== undefined && (
          <Button variant="default" onClick={() => void put(props.preset)}>
            Copy the preset’s
          </Button>
        )}
        <Button
          variant="default"
          disabled={props.complete === undefined}
          onClick={() => void put(props.complete)}
        >
          Take the complete document
        </Button>
      </div>
      {trouble?.of === value && (
        <Problems title="Nothing was filled in" problems={[trouble.text]} />
      )}
    </div>
  )
}
