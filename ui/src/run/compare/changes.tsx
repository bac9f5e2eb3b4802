import type { ReactElement, ReactNode } from 'react'
import { Section } from '@/shared/components/page'
import { tagChanges, type Comparison } from './comparison'
import styles from './compare.module.css'

/** Where configs and tags differ. */
export function Changes({ comparison }: { comparison: Comparison }): ReactElement {
  const { config, left, right } = comparison
  const tags = tagChanges(left, right)
  return (
    <div className={styles['changes']}>
      <Section title="Config">
        {config.length === 0 ? (
          <p className={styles['none']}>The configs are the same.</p>
        ) : (
          <ChangeTable
            label="Changes of the config"
            what="Path"
            rows={config.map((change) => ({
              name: change.path === '' ? 'the whole document' : change.path,
              left: written(change.left),
              right: written(change.right),
            }))}
          />
        )}
      </Section>
      <Section title="Tags">
        {tags.length === 0 ? (
          <p className={styles['none']}>The tags are the same.</p>
        ) : (
          <ChangeTable
            label="Changes of the tags"
            what="Tag"
            rows={tags.map(({ key, ...change }) => ({ name: key, ...change }))}
          />
        )}
      </Section>
    </div>
  )
}

interface Row {
  name: string
  left: string | undefined
  right: string | undefined
}

function ChangeTable(props: { label: string; what: string; rows: Row[] }): ReactElement {
  return (
    <table className={styles['changed']} aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">{props.what}</th>
          <th scope="col">Left</th>
          <th scope="col">Right</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              <code>{row.name}</code>
            </th>
            <td>{valueOf(row.left)}</td>
            <td>{valueOf(row.right)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function valueOf(text: string | undefined): ReactNode {
  return text === undefined ? <span className={styles['none']}>nothing</span> : <code>{text}</code>
}

function written(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined
  return typeof value === 'string' ? value : JSON.stringify(value)
}
