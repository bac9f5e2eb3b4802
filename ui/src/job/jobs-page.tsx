import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { JobsDocument, type JobsQuery } from '@/shared/api/generated/graphql'
import { Command, Empty } from '@/shared/components/empty'
import { Icon } from '@/shared/components/icon'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import styles from './jobs-page.module.css'

type Location = JobsQuery['locations'][number]

export function JobsPage(): ReactElement {
  const [text, setText] = useState('')
  const query = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => request(JobsDocument, {}, signal),
  })
  return (
    <Page
      title="Jobs"
      heading="Jobs"
      actions={
        <TextInput
          data-filter
          w={220}
          leftSection={<Icon name="search" size={13} />}
          placeholder="Find jobs"
          aria-label="Find jobs by name or description"
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
          }}
        />
      }
    >
      <QueryState query={query}>
        {(data) => {
          const locations = data.locations
            .map((location) => ({ location, jobs: found(location, text) }))
            .filter(({ jobs }) => text === '' || jobs.length > 0)
          if (locations.length === 0) return <None isFiltered={text !== ''} />
          return locations.map(({ location, jobs }) => (
            <JobsOfLocation key={location.name} location={location} jobs={jobs} />
          ))
        }}
      </QueryState>
    </Page>
  )
}

function JobsOfLocation(props: {
  location: Location
  jobs: Location['jobs']['jobs']
}): ReactElement {
  const { location, jobs } = props
  return (
    <section className={styles['location']} aria-label={location.name} id={location.name}>
      <div className={styles['head']}>
        <h2>{location.name}</h2>
        {location.state !== 'READY' && <Status status={location.state} />}
        <span className={styles['count']}>
          {jobs.length} {jobs.length === 1 ? 'job' : 'jobs'}
          {location.jobs.after !== null && ', and more'}
        </span>
      </div>
      {jobs.length === 0 && <p className={styles['none']}>It defines no jobs.</p>}
      <ul>
        {jobs.map((job) => (
          <li key={job.name} className={styles['job']}>
            <Link
              to="/jobs/$location/$job"
              params={{ location: location.name, job: job.name }}
              className={styles['name']}
            >
              {job.name}
            </Link>
            <span className={styles['text']}>{job.description}</span>
            <Link to="/runs" search={{ job: job.name }}>
              Runs
            </Link>
            <ButtonLink
              variant="default"
              to="/launch/$location/$job"
              params={{ location: location.name, job: job.name }}
            >
              Launch
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function None({ isFiltered }: { isFiltered: boolean }): ReactElement {
  if (isFiltered) return <Empty title="No job has this in its name or description" />
  return (
    <Empty title="No code location is set up">
      Name one in <Command>dagwerk.yaml</Command>, or begin with <Command>dagwerk new NAME</Command>
      .
    </Empty>
  )
}

function found(location: Location, text: string): Location['jobs']['jobs'] {
  const wanted = text.toLowerCase()
  return location.jobs.jobs.filter((job) =>
    `${job.name} ${job.description}`.toLowerCase().includes(wanted),
  )
}
