import { Button } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import type { Json, Schema } from '@/config/schema'
import { Lines } from '@/shared/components/query-state'
import styles from './launch-form.module.css'

const ConfigEditor = lazy(() => import('@/config/config-editor'))

interface Props {
  value: string
  onChange: (text: string) => void
  schema: Schema | undefined
  refused: readonly string[]
  /** The complete document of the plan, when it is known. */
  complete: unknown
  /** Of the preset that was chosen. */
  preset: unknown
}

/** The config of a launch, in YAML or JSON, with what can be filled in. */
export function ConfigField(props: Props): ReactElement {
  const { value, onChange, schema } = props
  const fillIn = async () => {
    const [{ read, written }, { scaffold }] = await Promise.all([
      import('@/config/document'),
      import('@/config/problems'),
    ])
    const { value: given, problems } = read(value)
    if (schema && problems.length === 0) onChange(written(scaffold(schema, given), value))
  }
  const put = async (document: unknown) => {
    const { written } = await import('@/config/document')
    onChange(written(document as Json, value))
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
        {props.complete !== undefined && (
          <Button variant="default" onClick={() => void put(props.complete)}>
            Take the complete document
          </Button>
        )}
      </div>
    </div>
  )
}
