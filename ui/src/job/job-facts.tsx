import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import type { JobPageQuery } from '@/shared/api/generated/graphql'
import { Tags } from '@/shared/components/tags'
import { Hooks } from '@/shared/components/hooks'
import { FileLink } from '@/shared/look/file-link'
import { fileOf } from '@/shared/look/source'
import { duration } from '@/shared/time/format'

export type Job = NonNullable<NonNullable<JobPageQuery['location']>['job']>

/** What is declared of a job beside its graph. */
export function Facts({ job }: { job: Job }): ReactElement {
  const file = fileOf(job.tags)
  return (
    <>
      {job.assets !== null && (
        <Fact name="Assets">
          <Link to="/lineage" search={job.assets === '*' ? {} : { select: job.assets }}>
            <code>{job.assets}</code>
          </Link>
        </Fact>
      )}
      {file !== undefined && (
        <Fact name="File">
          <FileLink file={file} />
        </Fact>
      )}
      {job.tags.length > 0 && (
        <Fact name="Tags">
          <Tags tags={job.tags} withSystem withCopy />
        </Fact>
      )}
      {job.hooks.length > 0 && (
        <Fact name="Hooks">
          <Hooks hooks={job.hooks} />
        </Fact>
      )}
      {job.isolation !== null && (
        <Fact name="Runs in">
          {job.isolation === 'SHARED' ? 'a process that runs share' : 'a process for each run'}
        </Fact>
      )}
      {job.executors.length > 1 && <Fact name="Executors">{job.executors.join(', ')}</Fact>}
      {job.timeoutMillis !== null && <Fact name="Timeout">{duration(job.timeoutMillis)}</Fact>}
      {job.isMemoized && <Fact name="Reuse">stored outputs of the same version</Fact>}
      {job.resources.length > 0 && (
        <Fact name="Resources">
          {job.resources.map((it) => (
            <span key={it.name} title={it.description}>
              {it.name} <code>{it.type.replace(/^.*\./, '')}</code>
            </span>
          ))}
        </Fact>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
