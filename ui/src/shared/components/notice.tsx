import type { ReactElement, ReactNode } from 'react'
import { Icon } from './icon'
import { Prose } from './prose'
import styles from './notice.module.css'

interface NoticeProps {
  tone: 'bad' | 'warn' | 'info'
  title: string
  children?: ReactNode
  action?: ReactNode
}

/** Something to know, where it matters. */
export function Notice({ tone, title, children, action }: NoticeProps): ReactElement {
  return (
    <div className={styles['notice']} data-kind={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <span className={styles['icon']}>
        <Icon name={tone === 'info' ? 'info' : 'warning'} />
      </span>
      <div className={styles['body']}>
        <p className={styles['title']}>{title}</p>
        {children && <div className={styles['text']}>{children}</div>}
      </div>
      {action}
    </div>
  )
}

/** The sentences of the API that say what stands in the way. */
export function Problems({ problems, title }: { problems: string[]; title: string }): ReactElement {
  return (
    <Notice tone="bad" title={title}>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>
            <Prose text={problem} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
