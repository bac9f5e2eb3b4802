import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { JobPageDocument } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Empty } from '@/shared/components/empty'
import { Section } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { hasEnded } from '@/shared/run/outcome'
import { RunList } from '@/shared/run/run-list'
import { Choices } from './job-choices'
import { Facts } from './job-facts'
import { JobGraph } from './job-graph'
import styles from './job-page.module.css'

/** What a job is made of, and its newest runs. */
export function JobOverview(props: { location: string; name: string }): ReactElement {
  const { location, name } = props
  const query = useQuery({
    queryKey: ['job', location, name],
    queryFn: ({ signal }) => request(JobPageDocument, { location, job: name }, signal),
  })
  const runs = query.data?.runs.runs ?? []
  const isBusy = runs.some((run) => !hasEnded(run.status))
  useLiveQuery(query, isBusy ? 3_000 : 20_000)
  return (
    <QueryState query={query}>
      {(data) => {
        const job = data.location?.job
        return (
          <>
            {job ? (
              <>
                {job.description && <p className={styles['text']}>{job.description}</p>}
                <dl className={styles['facts']}>
                  <Choices
                    name="Modes"
                    values={job.modes}
                    location={location}
                    job={name}
                    as="mode"
                  />
                  <Choices
                    name="Presets"
                    values={job.presets}
                    location={location}
                    job={name}
                    as="preset"
                  />
                  <Facts job={job} />
                </dl>
                <JobGraph key={name} job={job} location={location} />
              </>
            ) : (
              <Empty title="The code as it is now has no such job">
                {name === 'assets'
                  ? 'Runs of assets that no job asks for have this name.'
                  : 'It may have been renamed; its runs are kept.'}
              </Empty>
            )}
            <Section
              title="Newest runs"
              aside={
                <Link to="/runs" search={{ job: name }}>
                  All runs
                </Link>
              }
            >
              {runs.length > 0 ? (
                <RunList label={`Newest runs of ${name}`} runs={runs} isOfOneJob />
              ) : (
                <Empty title="It has not run yet">Launch it with the button above.</Empty>
              )}
            </Section>
          </>
        )
      }}
    </QueryState>
  )
}
