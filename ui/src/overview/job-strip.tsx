import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { shortId } from '@/shared/components/copy'
import { Status, statusText, statusTone } from '@/shared/components/status'
import { Age } from '@/shared/components/time'
import { JobLink, RunDuration, type RunRow } from '@/shared/run/run-cells'
import { duration } from '@/shared/time/format'
import type { JobRuns } from './jobs-of'
import styles from './job-strip.module.css'

const MOST = 24

/** A job with its newest runs as bars, the newest at the right; each leads to its run. */
export function JobStrip({ job }: { job: JobRuns }): ReactElement {
  const newest = job.runs[0]
  const shown = job.runs.slice(0, MOST).reverse()
  const longest = Math.max(...shown.map(lengthOf), 1)
  return (
    <li className={styles['strip']}>
      <span className={styles['name']}>
        {newest && <JobLink run={newest} />}
        <span className={styles['location']}>{job.location}</span>
      </span>
      <span className={styles['bars']}>
        {shown.map((run) => (
          <Link
            key={run.id}
            to="/runs/$runId"
            params={{ runId: run.id }}
            className={styles['bar']}
            data-look={statusTone(run.status)}
            aria-label={`Run ${shortId(run.id)}: ${titleOf(run)}`}
            title={titleOf(run)}
          >
            <span style={{ height: `${25 + 75 * Math.sqrt(lengthOf(run) / longest)}%` }} />
          </Link>
        ))}
      </span>
      {newest && (
        <>
          <Status status={newest.status} />
          <span className={styles['number']}>
            <RunDuration run={newest} />
          </span>
          <span className={styles['number']}>
            <Age at={newest.ended ?? newest.created} />
          </span>
        </>
      )}
    </li>
  )
}

function lengthOf(run: RunRow): number {
  if (run.started === null || run.ended === null) return 0
  return Date.parse(run.ended) - Date.parse(run.started)
}

function titleOf(run: RunRow): string {
  const took = run.ended === null ? '' : `, ${duration(lengthOf(run))}`
  const reason = run.reason === '' ? '' : `: ${run.reason}`
  return `${statusText(run.status)}${took}${reason}`
}
