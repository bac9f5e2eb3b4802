import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Command, Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Notice } from '@/shared/components/notice'
import { Page, Section } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import { RunList } from '@/shared/run/run-list'
import { AssetHealth } from './asset-health'
import { JobStrip } from './job-strip'
import { jobsOf } from './jobs-of'
import styles from './overview-page.module.css'
import type { OverviewSearch } from './overview-search'
import { Timeline } from './timeline/timeline'
import { ACTIVE, FAILED, useOverview, type OverviewData } from './use-overview'

const route = getRouteApi('/overview')

export function OverviewPage(): ReactElement {
  const search = route.useSearch()
  const { query, isMoving, trouble } = useOverview(search)
  const running = query.data?.active.runs.length ?? 0
  return (
    <Page
      title={running > 0 ? `Overview · ${running} running` : 'Overview'}
      heading="Overview"
      actions={
        <ButtonLink to="/jobs" variant="default">
          Launch a job
        </ButtonLink>
      }
    >
      {trouble && (
        <Notice tone="warn" title="Not kept up to date">
          {trouble.message}
        </Notice>
      )}
      <QueryState query={query}>
        {(data) =>
          data.recent.runs.length === 0 ? (
            <Nothing data={data} />
          ) : (
            <Facts data={data} search={search} isMoving={isMoving} />
          )
        }
      </QueryState>
    </Page>
  )
}

interface FactsProps {
  data: OverviewData
  search: OverviewSearch
  isMoving: boolean
}

function Facts({ data, search, isMoving }: FactsProps): ReactElement {
  const { active, failed, recent, timeline } = data
  return (
    <div className={styles['overview']}>
      <div className={styles['main']}>
        <Timeline
          rows={timeline.rows}
          isWhole={timeline.isWhole}
          isLoading={isMoving}
          search={search}
        />
        <Section
          title="Running and queued"
          aside={
            active.before !== null && (
              <Link to="/runs" search={{ status: ACTIVE }}>
                All of them
              </Link>
            )
          }
        >
          {active.runs.length > 0 ? (
            <RunList label="Running and queued" runs={active.runs} />
          ) : (
            <p className={styles['none']}>Nothing runs now.</p>
          )}
        </Section>
        <Section
          title="Failed lately"
          aside={
            failed.runs.length > 0 && (
              <Link to="/runs" search={{ status: FAILED }}>
                All that failed
              </Link>
            )
          }
        >
          {failed.runs.length > 0 ? (
            <RunList label="Failed lately" runs={failed.runs} />
          ) : (
            <p className={styles['none']}>No run has failed.</p>
          )}
        </Section>
        <Section title="Jobs" aside={<span className={styles['none']}>newest 100 runs</span>}>
          <ul aria-label="Jobs with their newest runs">
            {jobsOf(recent.runs).map((job) => (
              <JobStrip key={`${job.location} ${job.job}`} job={job} />
            ))}
          </ul>
        </Section>
      </div>
      <div className={styles['side']}>
        <Locations locations={data.locations} />
        <AssetHealth health={data.assetHealth} />
      </div>
    </div>
  )
}

function Locations({ locations }: { locations: OverviewData['locations'] }): ReactElement {
  return (
    <Section title="Code locations" aside={<Link to="/deployment">Deployment</Link>}>
      <ul className={styles['locations']}>
        {locations.map((location) => (
          <li key={location.name}>
            <div className={styles['location']}>
              <strong>{location.name}</strong>
              <Status status={location.state} />
            </div>
            {location.trouble.length > 0 ? (
              <p className={styles['trouble']}>{location.trouble.at(-1)?.message}</p>
            ) : (
              <p className={styles['none']}>
                {location.codeVersion === null ? (
                  'nothing loaded yet'
                ) : (
                  <>
                    code <code>{location.codeVersion.slice(0, 12)}</code>
                  </>
                )}
              </p>
            )}
            {location.notTurned.length > 0 && (
              <p className={styles['none']}>
                Not acted on: {location.notTurned.map((it) => it.what).join(', ')}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Nothing({ data }: { data: OverviewData }): ReactElement {
  if (data.locations.length === 0) {
    return (
      <Empty
        title="Dagwerk runs, and has no code yet"
        action={<ButtonLink to="/deployment">Look at the deployment</ButtonLink>}
      >
        Make a small project with <Command>dagwerk new NAME</Command>, and serve it with{' '}
        <Command>dagwerk dev NAME</Command>.
      </Empty>
    )
  }
  return (
    <>
      <Empty
        title="Nothing has run yet"
        action={<ButtonLink to="/jobs">Choose a job to launch</ButtonLink>}
      >
        Launch a job here, or from a terminal with <Command>dagwerk run JOB</Command>.
      </Empty>
      <Locations locations={data.locations} />
    </>
  )
}
