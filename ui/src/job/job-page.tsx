import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { JobPageDocument } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Page, Section } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { Chip } from '@/shared/components/tags'
import { hasEnded } from '@/shared/run/outcome'
import { RunList } from '@/shared/run/run-list'
import { Facts } from './job-facts'
import { JobGraph } from './job-graph'
import styles from './job-page.module.css'

const route = getRouteApi('/jobs/$location/$job')

export function JobPage(): ReactElement {
  const { location, job: name } = route.useParams()
  const query = useQuery({
    queryKey: ['job', location, name],
    queryFn: ({ signal }) => request(JobPageDocument, { location, job: name }, signal),
  })
  const runs = query.data?.runs.runs ?? []
  const isBusy = runs.some((run) => !hasEnded(run.status))
  useLiveQuery(query, isBusy ? 3_000 : 20_000)
  return (
    <Page
      title={`Job ${name}`}
      above={
        <>
          <Link to="/jobs">Jobs</Link> / {location}
        </>
      }
      heading={name}
      actions={
        <ButtonLink to="/launch/$location/$job" params={{ location, job: name }}>
          Launch
        </ButtonLink>
      }
    >
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
    </Page>
  )
}

interface ChoicesProps {
  name: string
  values: string[]
  location: string
  job: string
  as: 'mode' | 'preset'
}

/** Each leads to a launch that has it. */
function Choices({ name, values, location, job, as }: ChoicesProps): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {values.length === 0 && <span className={styles['none']}>none</span>}
        {values.map((value) => (
          <Link
            key={value}
            to="/launch/$location/$job"
            params={{ location, job }}
            search={{ [as]: value }}
            title={`Launch with ${as} ${value}`}
          >
            <Chip>{value}</Chip>
          </Link>
        ))}
      </dd>
    </>
  )
}
