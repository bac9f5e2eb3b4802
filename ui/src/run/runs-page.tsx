import { ActionIcon, Tooltip } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type ReactElement, type ReactNode } from 'react'
import { Command, Empty } from '@/shared/components/empty'
import { Icon } from '@/shared/components/icon'
import { ButtonLink } from '@/shared/components/link'
import { useNow } from '@/shared/components/now'
import { Page } from '@/shared/components/page'
import { Lines, Trouble } from '@/shared/components/query-state'
import { duration } from '@/shared/time/format'
import { BulkBar } from './bulk-bar'
import { RunsFilters } from './runs-filters'
import { isFiltered } from './runs-search'
import { RunsTable } from './runs-table'
import { useRuns, type Runs } from './use-runs'

const route = getRouteApi('/runs')

export function RunsPage(): ReactElement {
  const search = route.useSearch()
  const runs = useRuns(search)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  return (
    <Page title="Runs" heading="Runs" actions={<Freshness runs={runs} />} isFilled>
      <RunsFilters search={search} counts={runs.counts} />
      {selected.size > 0 && runs.rows && (
        <BulkBar
          runs={runs.rows.filter((run) => selected.has(run.id))}
          onDone={() => {
            setSelected(new Set())
            runs.refresh()
          }}
        />
      )}
      {runs.error && <Trouble error={runs.error} retry={runs.refresh} />}
      {!runs.rows && !runs.error && <Lines count={14} />}
      {runs.rows?.length === 0 && <NoRuns isFiltered={isFiltered(search)} />}
      {runs.rows && runs.rows.length > 0 && (
        <RunsTable runs={runs} rows={runs.rows} selected={selected} onSelect={setSelected} />
      )}
    </Page>
  )
}

function NoRuns({ isFiltered }: { isFiltered: boolean }): ReactElement {
  if (isFiltered) {
    return (
      <Empty
        title="No run passes these filters"
        action={
          <ButtonLink to="/runs" variant="default">
            Clear the filters
          </ButtonLink>
        }
      />
    )
  }
  return (
    <Empty
      title="Nothing has run yet"
      action={<ButtonLink to="/jobs">Choose a job to launch</ButtonLink>}
    >
      Or launch one from a terminal: <Command>dagwerk run JOB</Command>
    </Empty>
  )
}

function Freshness({ runs }: { runs: Runs }): ReactElement {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 4, color: 'var(--text-faint)' }}>
      <Kept runs={runs} />
      <Tooltip label="Refresh">
        <ActionIcon aria-label="Refresh" onClick={runs.refresh}>
          <Icon name="refresh" />
        </ActionIcon>
      </Tooltip>
    </span>
  )
}

function Kept({ runs }: { runs: Runs }): ReactNode {
  if (runs.updatedAt === 0) return null
  if (!runs.isFollowed) return <AsOf what="A text is not followed" since={runs.updatedAt} />
  return runs.trouble ? <AsOf what="Not connected" since={runs.updatedAt} /> : 'Up to date'
}

/** Where the server does not tell what goes on. */
function AsOf({ what, since }: { what: string; since: number }): ReactElement {
  const now = useNow(1)
  return (
    <span role="status">
      {what}: as of {duration(Math.max(0, now - since))} ago
    </span>
  )
}
