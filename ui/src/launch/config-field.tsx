import { Button } from '@mantine/core'
import { lazy, Suspense, type ReactElement } from 'react'
import type { Schema } from '@/config/schema'
import { Notice, Problems } from '@/shared/components/notice'
import { Lines } from '@/shared/components/query-state'
import styles from './launch-form.module.css'
import { useConfigTools, type ConfigTools } from './use-config-tools'

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
  const tools = useConfigTools(props)
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
      <Tools {...props} tools={tools} />
      {tools.trouble !== undefined && (
        <Problems title="Nothing was changed" problems={[tools.trouble]} />
      )}
      {tools.asked && (
        <Notice
          tone="warn"
          title="The preset’s config takes the place of what you wrote"
          action={
            <span className={styles['configTools']}>
              <Button onClick={tools.asked.overwrite}>Overwrite</Button>
              <Button variant="default" onClick={tools.asked.keep}>
                Keep mine
              </Button>
            </span>
          }
        />
      )}
    </div>
  )
}

function Tools({ schema, complete, preset, tools }: Props & { tools: ConfigTools }): ReactElement {
  return (
    <div className={styles['configTools']}>
      {schema && (
        <>
          <Button variant="default" onClick={() => void tools.fillIn(schema)}>
            Fill in what is missing
          </Button>
          <Button variant="default" onClick={() => void tools.takeAway(schema)}>
            Remove what is unknown
          </Button>
        </>
      )}
      {preset !== undefined && (
        <Button variant="default" onClick={() => void tools.copyPreset(preset)}>
          Copy the preset’s
        </Button>
      )}
      <Button
        variant="default"
        disabled={complete === undefined}
        onClick={() => void tools.take(complete)}
      >
        Take the complete document
      </Button>
    </div>
  )
}
