import { Checkbox } from '@mantine/core'
import { useMemo, type ReactElement } from 'react'
import { Status } from '@/shared/components/status'
import { Time } from '@/shared/components/time'
import { ListEnd } from '@/shared/components/list-end'
import { VirtualTable, type Column } from '@/shared/components/virtual-table'
import { shortId } from '@/shared/components/copy'
import { JobLink, RunDetail, RunDuration, RunLink, type RunRow } from '@/shared/run/run-cells'
import type { Runs } from './use-runs'

interface Props {
  runs: Runs
  rows: RunRow[]
  selected: ReadonlySet<string>
  onSelect: (selected: ReadonlySet<string>) => void
}

export function RunsTable({ runs, rows, selected, onSelect }: Props): ReactElement {
  const columns = useMemo(() => columnsOf(rows, selected, onSelect), [rows, selected, onSelect])
  return (
    <VirtualTable
      label="Runs"
      columns={columns}
      rows={rows}
      keyOf={(run) => run.id}
      isSelected={(run) => selected.has(run.id)}
      onEnd={runs.loadMore}
      end={
        <ListEnd
          text={endText(rows.length, runs.hasMore)}
          isLoading={runs.isLoadingMore}
          error={runs.moreError}
          onMore={runs.retryMore}
        />
      }
    />
  )
}

function endText(count: number, hasMore: boolean): string {
  if (hasMore) return `${count} newest shown`
  return `${count} ${count === 1 ? 'run' : 'runs'}, all shown`
}

function columnsOf(
  rows: RunRow[],
  selected: ReadonlySet<string>,
  onSelect: (selected: ReadonlySet<string>) => void,
): Column<RunRow>[] {
  const isAll = rows.every((run) => selected.has(run.id))
  const toggle = (id: string) => {
    const next = new Set(selected)
    if (!next.delete(id)) next.add(id)
    onSelect(next)
  }
  return [
    {
      key: 'select',
      width: '18px',
      head: (
        <Checkbox
          aria-label={`Select all ${rows.length} runs shown`}
          checked={isAll}
          indeterminate={!isAll && selected.size > 0}
          onChange={() => {
            onSelect(isAll ? new Set() : new Set(rows.map((run) => run.id)))
          }}
        />
      ),
      cell: (run) => (
        <Checkbox
          aria-label={`Select run ${shortId(run.id)}`}
          checked={selected.has(run.id)}
          onChange={() => {
            toggle(run.id)
          }}
        />
      ),
    },
    {
      key: 'status',
      head: 'Status',
      width: '108px',
      cell: (run) => <Status status={run.status} />,
    },
    { key: 'run', head: 'Run', width: '76px', cell: (run) => <RunLink id={run.id} /> },
    {
      key: 'job',
      head: 'Job',
      width: 'minmax(90px, 150px)',
      cell: (run) => <JobLink run={run} />,
    },
    {
      key: 'location',
      head: 'Location',
      width: '84px',
      from: 1000,
      cell: (run) => <span style={{ color: 'var(--text-faint)' }}>{run.location}</span>,
    },
    {
      key: 'detail',
      head: 'Reason, partitions and tags',
      width: 'minmax(0, 1fr)',
      from: 600,
      cell: (run) => <RunDetail run={run} />,
    },
    {
      key: 'created',
      head: 'Created',
      width: '148px',
      from: 800,
      cell: (run) => <Time at={run.created} withAge />,
    },
    {
      key: 'duration',
      head: 'Duration',
      width: '92px',
      align: 'right',
      cell: (run) => <RunDuration run={run} />,
    },
  ]
}
