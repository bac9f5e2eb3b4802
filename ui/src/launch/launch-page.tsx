import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { Schema } from '@/config/schema'
import { request } from '@/shared/api/client'
import { LaunchChoicesDocument } from '@/shared/api/generated/graphql'
import { Page } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { Problems } from '@/shared/components/notice'
import { LaunchForm } from './launch-form'

const route = getRouteApi('/launch/$location/$job')

/** Launches a job, after it was shown what that comes to. */
export function LaunchPage(): ReactElement {
  const { location, job: name } = route.useParams()
  const search = route.useSearch()
  const query = useQuery({
    queryKey: ['launch-choices', location, name],
    queryFn: ({ signal }) => request(LaunchChoicesDocument, { location, job: name }, signal),
  })
  return (
    <Page
      title={`Launch ${name}`}
      above={
        <>
          <Link to="/jobs">Jobs</Link> / {location} /{' '}
          <Link to="/jobs/$location/$job" params={{ location, job: name }}>
            {name}
          </Link>
        </>
      }
      heading={`Launch ${name}`}
    >
      <QueryState query={query}>
        {(data) => {
          const job = data.location?.job
          if (!job) {
            const problem = `Location '${location}' has no job '${name}' now.`
            return <Problems title="This job cannot be launched" problems={[problem]} />
          }
          return (
            <LaunchForm
              key={`${location}/${name}`}
              job={name}
              location={location}
              modes={job.modes}
              presets={job.presets}
              presetConfigs={Object.fromEntries(
                job.presetDetails.map((it) => [it.name, it.config]),
              )}
              schema={job.configSchema as Schema}
              ops={job.assets === null ? job.nodes.nodes.map((it) => it.name) : undefined}
              search={search}
            />
          )
        }}
      </QueryState>
    </Page>
  )
}
