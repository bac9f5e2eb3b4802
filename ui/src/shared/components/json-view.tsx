import type { ReactElement } from 'react'
import { Copy } from './copy'
import styles from './json-view.module.css'
import { linesOf } from './json-lines'

/** A document as indented lines that read like YAML; copied as JSON. */
export function JsonView({ value, what }: { value: unknown; what: string }): ReactElement {
  return (
    <div className={styles['view']}>
      <span className={styles['copy']}>
        <Copy text={JSON.stringify(value, null, 2)} what={what} />
      </span>
      <pre>
        {linesOf(value).map((line, index) => (
          <span
            key={index}
            className={styles['line']}
            style={{ paddingLeft: `${line.depth * 2}ch` }}
          >
            {line.key !== undefined && <span className={styles['key']}>{line.key}: </span>}
            {line.value !== undefined && <span data-type={line.type}>{line.value}</span>}
          </span>
        ))}
      </pre>
    </div>
  )
}
