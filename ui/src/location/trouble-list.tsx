import type { ReactElement } from 'react'
import { Copy } from '@/shared/components/copy'
import { Notice } from '@/shared/components/notice'
import type { Location } from './locations-page'
import styles from './trouble-list.module.css'

interface Props {
  trouble: Location['trouble']
  /** Whether older code is served in the meantime. */
  isServed: boolean
}

const USERS = 'user//'

/** Why a location could not be loaded: from its cause, the frames of the user's code first. */
export function TroubleList({ trouble, isServed }: Props): ReactElement {
  const title = isServed
    ? 'The newest code cannot be loaded; the old is served'
    : 'It cannot be loaded'
  const text = trouble
    .map((it) => [`${it.type}: ${it.message}`, ...it.frames].join('\n\tat '))
    .join('\n')
  return (
    <div className={styles['trouble']}>
      <Notice tone="bad" title={title} action={<Copy text={text} what="error" />}>
        {[...trouble].reverse().map((error, index) => (
          <div key={index} className={styles['error']}>
            <p className={styles['message']}>{error.message || error.type}</p>
            <Frames frames={error.frames} isOpen={index === 0} />
          </div>
        ))}
      </Notice>
    </div>
  )
}

function Frames({ frames, isOpen }: { frames: string[]; isOpen: boolean }): ReactElement {
  const users = frames.filter((it) => it.startsWith(USERS)).map((it) => it.slice(USERS.length))
  const others = frames.filter((it) => !it.startsWith(USERS))
  return (
    <>
      {users.length > 0 && isOpen && (
        <ol className={styles['frames']}>
          {users.map((frame, index) => (
            <li key={index}>{frame}</li>
          ))}
        </ol>
      )}
      {others.length > 0 && (
        <details>
          <summary>{others.length} frames of libraries and the engine</summary>
          <ol className={styles['frames']}>
            {others.map((frame, index) => (
              <li key={index}>{frame}</li>
            ))}
          </ol>
        </details>
      )}
    </>
  )
}
