import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { RunRowFragment } from '../api/generated/graphql'
import { shortId } from '../components/copy'
import { statusTone } from '../components/status'
import { Tags } from '../components/tags'
import { Duration } from '../components/time'
import styles from './run-cells.module.css'

export type RunRow = RunRowFragment

export function RunLink({ id }: { id: string }): ReactElement {
  return (
    <Link to="/runs/$runId" params={{ runId: id }} title={id}>
      <code>{shortId(id)}</code>
    </Link>
  )
}

export function JobLink({ run }: { run: Pick<RunRow, 'job' | 'location'> }): ReactElement {
  return (
    <Link to="/jobs/$location/$job" params={{ location: run.location, job: run.job }}>
      {run.job}
    </Link>
  )
}

/** Of which partitions the run is, where it was asked for some. */
export function partitionsOf(run: Pick<RunRow, 'tags'>): string | undefined {
  return run.tags.find((tag) => tag.key === 'dagwerk/partitions')?.value
}

/** Why the run stands where it stands, then what it is about. */
export function RunDetail({ run }: { run: RunRow }): ReactElement {
  const partitions = partitionsOf(run)
  return (
    <span className={styles['detail']}>
      {run.reason && (
        <span className={styles['reason']} data-tone={statusTone(run.status)} title={run.reason}>
          {run.reason}
        </span>
      )}
      {partitions && <span className={styles['partitions']}>{partitions}</span>}
      <span className={styles['tags']}>
        <Tags tags={run.tags} />
      </span>
    </span>
  )
}

/** From the moment it was asked for: what it waited counts for who waits. */
export function RunDuration({ run }: { run: RunRow }): ReactElement {
  if (run.status === 'QUEUED')
    return (
      <span className={styles['waiting']}>
        waits <Duration from={run.created} to={null} />
      </span>
    )
  return <Duration from={run.started ?? run.created} to={run.ended} />
}
