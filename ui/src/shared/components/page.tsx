import { useEffect, type ReactElement, type ReactNode } from 'react'
import styles from './page.module.css'

interface PageProps {
  /** Of the browser's tab, with the state: "Failed · daily · run 1a2b3c4d". */
  title: string
  heading: ReactNode
  /** Where it belongs, before the heading. */
  above?: ReactNode
  /** Facts beside the heading. */
  facts?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Fills the window's height instead of growing with its content. */
  isFilled?: boolean
}

export function Page(props: PageProps): ReactElement {
  useTitle(props.title)
  return (
    <div className={styles['page']} data-filled={props.isFilled || undefined}>
      <header className={styles['header']}>
        <div className={styles['names']}>
          {props.above && <div className={styles['above']}>{props.above}</div>}
          <h1 className={styles['heading']}>{props.heading}</h1>
          {props.facts && <div className={styles['facts']}>{props.facts}</div>}
        </div>
        {props.actions && <div className={styles['actions']}>{props.actions}</div>}
      </header>
      {props.children}
    </div>
  )
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Dagwerk`
  }, [title])
}

export function Section(props: {
  title: string
  aside?: ReactNode
  children: ReactNode
}): ReactElement {
  return (
    <section className={styles['section']} aria-label={props.title}>
      <div className={styles['sectionHead']}>
        <h2>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  )
}
