import { Button } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import styles from './error-view.module.css'
import { causesOf, framesOf, simpleName, type Frame, type RecordedError } from './failure'

const FIRST = 3

/** An exception: its cause first, the user's frames before all others. */
export function ErrorView({ error }: { error: RecordedError }): ReactElement {
  const [first, ...around] = causesOf(error)
  if (!first) return <></>
  return (
    <div className={styles['error']}>
      <OneError error={first} />
      {around.map((it, index) => (
        <details key={index} className={styles['around']}>
          <summary>
            Thrown on as {simpleName(it.type)}
            {it.message && `: ${it.message}`}
          </summary>
          <Frames frames={framesOf(it)} />
        </details>
      ))}
    </div>
  )
}

function OneError({ error }: { error: RecordedError }): ReactElement {
  return (
    <>
      <p className={styles['message']}>
        <span className={styles['type']} title={error.type}>
          {simpleName(error.type)}
        </span>
        {error.message && `: ${error.message}`}
      </p>
      <Frames frames={framesOf(error)} />
    </>
  )
}

function Frames({ frames }: { frames: Frame[] }): ReactElement {
  const [isAll, setAll] = useState(false)
  const users = frames.filter((frame) => frame.isUsers)
  // Where none is the user's, the innermost say where it was.
  const first = users.length > 0 ? users : frames.slice(0, FIRST)
  const shown = isAll ? frames : first
  const others = frames.length - first.length
  return (
    <div>
      <ol className={styles['frames']}>
        {shown.map((frame, index) => (
          <li key={index} data-users={frame.isUsers || undefined}>
            {frame.text}
          </li>
        ))}
      </ol>
      {others > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          fw={400}
          px={0}
          onClick={() => {
            setAll(!isAll)
          }}
        >
          {isAll
            ? users.length > 0
              ? 'Only the frames of your code'
              : 'Only the innermost frames'
            : `${others} ${others === 1 ? 'frame' : 'frames'} of libraries and the engine`}
        </Button>
      )}
    </div>
  )
}
