import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, type ReactElement } from 'react'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { Lines } from '@/shared/components/query-state'
import tabs from '@/shared/components/tabs.module.css'
import { JobOverview } from './job-overview'
import { TABS, type JobSearch, type Tab } from './search'

const route = getRouteApi('/jobs/$location/$job')

const JobHistory = lazy(async () => ({
  default: (await import('./history/job-history')).JobHistory,
}))

const JobMatrix = lazy(async () => ({
  default: (await import('./matrix/job-matrix')).JobMatrix,
}))

const TEXTS: Record<Tab, string> = {
  overview: 'Overview',
  history: 'History',
  partitions: 'Partitions',
}

export function JobPage(): ReactElement {
  const { location, job: name } = route.useParams()
  const search = route.useSearch()
  const { tab = 'overview' } = search
  const navigate = useNavigate()
  const onSearch = (change: JobSearch) => {
    void navigate({ to: '.', search: { ...change, tab }, resetScroll: false, replace: true })
  }
  const part = { location, job: name, search, onSearch }
  return (
    <Page
      title={`${tab === 'overview' ? '' : `${TEXTS[tab]} · `}Job ${name}`}
      above={
        <>
          <Link to="/jobs">Jobs</Link> / {location}
        </>
      }
      heading={name}
      actions={
        <ButtonLink
          to="/launch/$location/$job"
          params={{ location, job: name }}
          data-action={`Launch ${name}`}
        >
          Launch
        </ButtonLink>
      }
    >
      <nav className={tabs['tabs']} aria-label="Parts of the job">
        {TABS.map((it) => (
          <Link
            key={it}
            to="/jobs/$location/$job"
            params={{ location, job: name }}
            search={it === 'overview' ? {} : { tab: it }}
            aria-current={it === tab ? 'page' : undefined}
            className={tabs['tab']}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {TEXTS[it]}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Lines />}>
        {tab === 'overview' && <JobOverview location={location} name={name} />}
        {tab === 'history' && <JobHistory {...part} />}
        {tab === 'partitions' && <JobMatrix {...part} />}
      </Suspense>
    </Page>
  )
}
