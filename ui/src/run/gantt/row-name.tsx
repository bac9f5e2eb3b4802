import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { Status } from '@/shared/components/status'
import { groupOf } from '../progress'
import styles from './gantt.module.css'
import type { Row } from './rows'

interface Props {
  row: Row
  onToggle: (group: string) => void
}

export function RowName({ row, onToggle }: Props): ReactElement {
  if (row.type === 'group') {
    const ended = row.steps.filter(
      (step) => step.ended !== null || step.status === 'SKIPPED',
    ).length
    return (
      <button
        type="button"
        className={styles['name']}
        aria-expanded={row.isOpen}
        onClick={() => {
          onToggle(row.key)
        }}
      >
        <Icon name={row.isOpen ? 'down' : 'right'} size={12} />
        <Status status={row.status} isBare />
        <span className={styles['text']} title={row.key}>
          {row.key}
        </span>
        <span className={styles['count']}>
          {ended === row.steps.length ? ended : `${ended}/${row.steps.length}`}
        </span>
      </button>
    )
  }
  const { key, status } = row.step
  const shown = row.isInGroup ? key.slice(groupOf(key).length).replace(/^\[(.*)\]$/, '$1') : key
  return (
    <Link
      to="."
      search={(old) => ({ ...old, step: key })}
      className={styles['name']}
      data-inner={row.isInGroup || undefined}
      title={key}
      resetScroll={false}
    >
      <Status status={status} isBare />
      <span className={styles['text']}>{shown}</span>
    </Link>
  )
}
