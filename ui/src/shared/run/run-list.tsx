import type { ReactElement } from 'react'
import { Status } from '../components/status'
import { Age } from '../components/time'
import { JobLink, RunDetail, RunDuration, RunLink, type RunRow } from './run-cells'
import styles from './run-list.module.css'

interface Props {
  label: string
  runs: RunRow[]
  /** Where all are of one job, its name says nothing. */
  isOfOneJob?: boolean
}

/** A short list of runs on a page about something else. */
export function RunList({ label, runs, isOfOneJob }: Props): ReactElement {
  return (
    <ul aria-label={label} className={styles['list']} data-one={isOfOneJob ?? undefined}>
      {runs.map((run) => (
        <li key={run.id} className={styles['row']}>
          <span className={styles['status']}>
            <Status status={run.status} />
          </span>
          <span className={styles['name']}>
            <RunLink id={run.id} />
            {!isOfOneJob && <JobLink run={run} />}
          </span>
          <span className={styles['detail']}>
            <RunDetail run={run} />
          </span>
          <span className={styles['time']}>
            <RunDuration run={run} />
          </span>
          <span className={styles['age']}>
            <Age at={run.ended ?? run.created} />
          </span>
        </li>
      ))}
    </ul>
  )
}
