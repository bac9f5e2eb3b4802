import { Button, Switch } from '@mantine/core'
import type { ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { TextBox } from '@/shared/components/text-box'
import { duration } from '@/shared/time/format'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import styles from './gantt.module.css'
import type { Scale } from './scale'

interface Props {
  model: RunModel
  search: RunSearch
  rows: number
  whole: Scale
  onChange: (next: Partial<RunSearch>, replace?: boolean) => void
}

const COUNTED = [
  ['FAILED', 'failed'],
  ['RUNNING', 'running'],
  ['WAITING_TO_RETRY', 'wait to retry'],
  ['ABANDONED', 'abandoned'],
  ['SKIPPED', 'skipped'],
  ['REUSED', 'reused'],
  ['CANCELED', 'canceled'],
  ['SUCCEEDED', 'succeeded'],
  ['PENDING', 'not started'],
] as const

export function GanttTools({ model, search, whole, onChange }: Props): ReactElement {
  const counts = new Map<string, number>()
  for (const step of model.progress.steps.values()) {
    counts.set(step.status, (counts.get(step.status) ?? 0) + 1)
  }
  const summary = COUNTED.filter(([status]) => counts.has(status)).map(
    ([status, text]) => `${counts.get(status) ?? 0} ${text}`,
  )
  return (
    <div className={styles['tools']}>
      <h2 className={styles['title']}>Steps</h2>
      <span className={styles['summary']}>{summary.join(', ')}</span>
      <span className={styles['legend']} aria-hidden>
        <i data-look="wait" /> waits <i data-look="ok" /> runs <i data-look="failed" /> failed
        attempt
      </span>
      <span className={styles['right']}>
        {search.zoom !== undefined && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange({ zoom: '' })}>
            Show all {duration(whole.to - whole.from)}
          </Button>
        )}
        <Switch
          label="Critical path"
          checked={search.critical ?? false}
          onChange={(event) => onChange({ critical: event.currentTarget.checked })}
        />
        <TextBox
          data-filter
          w={170}
          placeholder="Find steps"
          aria-label="Find steps by a part of the name"
          leftSection={<Icon name="search" size={13} />}
          value={search.steps ?? ''}
          onWrite={(steps) => onChange({ steps }, true)}
        />
      </span>
    </div>
  )
}
