import type { ReactElement, ReactNode } from 'react'
import styles from './empty.module.css'

interface EmptyProps {
  title: string
  /** What to do next. */
  children?: ReactNode
  action?: ReactNode
}

/** Says that there is nothing, and how to begin. */
export function Empty({ title, children, action }: EmptyProps): ReactElement {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children && <div className={styles['text']}>{children}</div>}
      {action && <div className={styles['action']}>{action}</div>}
    </div>
  )
}

/** A command that can be read and copied. */
export function Command({ children }: { children: string }): ReactElement {
  return <code className={styles['command']}>{children}</code>
}
