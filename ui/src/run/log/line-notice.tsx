import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { RunSearch } from '../run-search'
import { without } from '@/shared/without'
import styles from './log.module.css'
import type { SoughtLine } from './use-line'

interface Props {
  sought: SoughtLine
  search: RunSearch
  isShown: boolean
  onGo: (next: RunSearch) => void
}

/** Says where in the log the page is, and why the marked line is not seen; nothing where all is as usual. */
export function LineNotice({ sought, search, isShown, onGo }: Props): ReactElement | null {
  const unseen = sought.unseen(isShown)
  const line = (search.line ?? sought.start)?.toLocaleString('en')
  if (unseen === 'filtered') {
    return (
      <p className={styles['dropped']} role="status">
        Line {line} does not pass the filters.
        <Button
          variant="default"
          onClick={() => onGo(without(search, 'step', 'level', 'hide', 'only'))}
        >
          Show it without filters
        </Button>
      </p>
    )
  }
  if (unseen === undefined && sought.start === undefined) return null
  return (
    <p className={styles['dropped']} role="status">
      {unseen === 'absent'
        ? `The log has no line ${line}.`
        : `The log around line ${sought.start?.toLocaleString('en')}.`}
      <Button
        variant="default"
        onClick={() => {
          sought.leave()
          onGo(without(search, 'line'))
        }}
      >
        From the beginning
      </Button>
    </p>
  )
}
