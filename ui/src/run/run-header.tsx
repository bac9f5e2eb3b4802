import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { Copy, Id } from '@/shared/components/copy'
import { StatusBadge } from '@/shared/components/status'
import { Tags } from '@/shared/components/tags'
import { Time } from '@/shared/components/time'
import { JobLink, partitionsOf, RunDuration, RunLink } from '@/shared/run/run-cells'
import type { RunData } from './run-model'
import styles from './run-header.module.css'

export function RunHeading({ run }: { run: RunData }): ReactElement {
  const partitions = partitionsOf(run)
  return (
    <>
      <JobLink run={run} />
      {partitions && <span className={styles['partitions']}>{partitions}</span>}
      <StatusBadge status={run.status} />
      <span className={styles['id']}>
        <Id id={run.id} what="run id" />
      </span>
    </>
  )
}

export function RunFacts({ run }: { run: RunData }): ReactElement {
  const isChild = run.parent !== null
  return (
    <>
      <Fact name="Took">
        <RunDuration run={run} />
      </Fact>
      <Fact name="Created">
        <Time at={run.created} withAge />
      </Fact>
      <Fact name="Location">{run.location}</Fact>
      <Fact name="Code">
        <code title={run.codeVersion}>{run.codeVersion.slice(0, 10)}</code>
        <Copy text={run.codeVersion} what="code version" />
      </Fact>
      {run.mode !== 'default' && <Fact name="Mode">{run.mode}</Fact>}
      {run.priority !== 0 && <Fact name="Priority">{run.priority}</Fact>}
      {run.attempt > 1 && <Fact name="Attempt">{run.attempt}</Fact>}
      {isChild && run.parent && (
        <Fact name="Re-run of">
          <RunLink id={run.parent} />
          <Link to="/runs" search={{ root: run.root }} className={styles['all']}>
            all of them
          </Link>
        </Fact>
      )}
      <Tags tags={run.tags} withCopy />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <span className={styles['fact']}>
      <span className={styles['name']}>{name}</span> {children}
    </span>
  )
}
