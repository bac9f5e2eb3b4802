import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import styles from './log.module.css'

interface Props {
  model: RunModel
  search: RunSearch
  /** Whether lines are shown as the server has them, not those that the page keeps. */
  isFound: boolean
  onWhole: () => void
  onNewest: () => void
}

/** Says what of a long log the page does not keep, and leads there; nothing where it keeps all. */
export function Dropped({ model, search, isFound, onWhole, onNewest }: Props): ReactElement | null {
  if (model.dropped === 0) return null
  const isWhole = search.whole === true
  const first = `The first ${model.dropped.toLocaleString('en')} lines`
  return (
    <p className={styles['dropped']}>
      {isWhole && isFound
        ? 'From the beginning, as it was when it was read. Lines that come are not added.'
        : isWhole
          ? `${first} could not be read. These are the newest.`
          : `${first} are not kept in the page.`}
      <Button variant="default" onClick={isWhole ? onNewest : onWhole}>
        {isWhole ? 'Back to the newest lines' : 'Read from the beginning'}
      </Button>
    </p>
  )
}
