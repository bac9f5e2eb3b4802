import type { ReactElement } from 'react'
import { metadataOf } from '@/shared/run/metadata'
import styles from './metadata-view.module.css'

export function MetadataView({ json }: { json: unknown }): ReactElement | null {
  const rows = metadataOf(json)
  if (rows.length === 0) return null
  return (
    <dl className={styles['metadata']}>
      {rows.map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd data-number={row.isNumber || undefined}>
            {row.url === undefined ? (
              row.text
            ) : (
              <a href={row.url} rel="noreferrer noopener" target="_blank">
                {row.text}
              </a>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
