import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Copy } from './copy'
import styles from './tags.module.css'

interface Tag {
  key: string
  value: string
}

const SYSTEM = 'dagwerk/'

interface TagsProps {
  tags: Tag[]
  withSystem?: boolean
  /** What the tags lead to. */
  of?: 'runs' | 'assets'
  withCopy?: boolean
}

/** Tags that lead to what has them too; those of the system are set apart. */
export function Tags({ tags, withSystem, of = 'runs', withCopy }: TagsProps): ReactElement {
  const own = tags.filter((tag) => !tag.key.startsWith(SYSTEM))
  const system = withSystem ? tags.filter((tag) => tag.key.startsWith(SYSTEM)) : []
  return (
    <span className={styles['tags']}>
      {[...own, ...system].map((tag) => (
        <TagChip key={tag.key} tag={tag} of={of} />
      ))}
      {withCopy && own.length + system.length > 0 && (
        <Copy text={[...own, ...system].map(written).join('\n')} what="tags" />
      )}
    </span>
  )
}

/** As it is written where tags are typed. */
function written({ key, value }: Tag): string {
  return `${key}=${value}`
}

function TagChip({ tag, of }: { tag: Tag; of: 'runs' | 'assets' }): ReactElement {
  const isSystem = tag.key.startsWith(SYSTEM)
  const name = isSystem ? tag.key.slice(SYSTEM.length) : tag.key
  const leads =
    of === 'runs'
      ? { to: '/runs' as const, search: { tag: [written(tag)] } }
      : { to: '/assets' as const, search: { select: `tag:"${tag.key}"="${tag.value}"` } }
  return (
    <Link
      {...leads}
      className={styles['tag']}
      data-system={isSystem || undefined}
      title={`${of === 'runs' ? 'Runs' : 'Assets'} with ${tag.key}=${tag.value}`}
    >
      <span className={styles['key']}>{name}</span>
      <span className={styles['value']}>{tag.value}</span>
    </Link>
  )
}

export function Chip({ children }: { children: string }): ReactElement {
  return <span className={styles['chip']}>{children}</span>
}
