import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import styles from './tags.module.css'

interface Tag {
  key: string
  value: string
}

const SYSTEM = 'dagwerk/'

/** Tags that lead to the runs that have them; those of the system are set apart. */
export function Tags({ tags, withSystem }: { tags: Tag[]; withSystem?: boolean }): ReactElement {
  const own = tags.filter((tag) => !tag.key.startsWith(SYSTEM))
  const system = withSystem ? tags.filter((tag) => tag.key.startsWith(SYSTEM)) : []
  return (
    <span className={styles['tags']}>
      {[...own, ...system].map((tag) => (
        <TagChip key={tag.key} tag={tag} />
      ))}
    </span>
  )
}

export function TagChip({ tag }: { tag: Tag }): ReactElement {
  const isSystem = tag.key.startsWith(SYSTEM)
  const name = isSystem ? tag.key.slice(SYSTEM.length) : tag.key
  return (
    <Link
      to="/runs"
      search={{ tag: [`${tag.key}=${tag.value}`] }}
      className={styles['tag']}
      data-system={isSystem || undefined}
      title={`Runs with ${tag.key}=${tag.value}`}
    >
      <span className={styles['key']}>{name}</span>
      <span className={styles['value']}>{tag.value}</span>
    </Link>
  )
}

export function Chip({ children }: { children: string }): ReactElement {
  return <span className={styles['chip']}>{children}</span>
}
