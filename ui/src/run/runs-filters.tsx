import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import type { RunStatus } from '@/shared/api/generated/graphql'
import { Icon } from '@/shared/components/icon'
import { shortId } from '@/shared/components/copy'
import { without } from '@/shared/without'
import { countText } from './runs-counts'
import styles from './runs-filters.module.css'
import type { StatusCounts } from './runs-model'
import { isFiltered, type RunsSearch } from './runs-search'
import { TermBox } from './term-box'
import { TimeFilter } from './time-filter'

const GROUPS: { text: string; statuses: RunStatus[] }[] = [
  { text: 'All', statuses: [] },
  { text: 'Queued', statuses: ['QUEUED'] },
  { text: 'Running', statuses: ['STARTING', 'STARTED', 'CANCELING'] },
  { text: 'Failed', statuses: ['FAILED'] },
  { text: 'Succeeded', statuses: ['SUCCEEDED'] },
  { text: 'Canceled', statuses: ['CANCELED'] },
]

interface Props {
  search: RunsSearch
  counts: StatusCounts
}

export function RunsFilters({ search, counts }: Props): ReactElement {
  const navigate = useNavigate()
  const change = (next: RunsSearch) => void navigate({ to: '/runs', search: next })
  return (
    <div className={styles['filters']} role="search" aria-label="Filter runs">
      <div className={styles['groups']} role="group" aria-label="Status">
        {GROUPS.map((group) => (
          <Link
            key={group.text}
            to="/runs"
            search={withStatus(search, group.statuses)}
            className={styles['group']}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={isSame(search.status ?? [], group.statuses) || undefined}
          >
            {group.text}{' '}
            <span className={styles['count']}>{countText(counts, group.statuses)}</span>
          </Link>
        ))}
      </div>
      <TermBox search={search} onChange={change} />
      <TimeFilter search={search} onChange={change} />
      <Terms search={search} onChange={change} />
      {isFiltered(search) && (
        <Button variant="subtle" color="gray" onClick={() => change({})}>
          Clear
        </Button>
      )}
    </div>
  )
}

function Terms(props: { search: RunsSearch; onChange: (next: RunsSearch) => void }): ReactElement {
  const { search, onChange } = props
  const one = (key: 'job' | 'location' | 'partition' | 'text' | 'id' | 'root', text: string) =>
    search[key] !== undefined && (
      <Term text={text} onRemove={() => onChange(without(search, key))} />
    )
  return (
    <>
      {one('job', `job ${search.job ?? ''}`)}
      {search.tag?.map((tag) => (
        <Term key={tag} text={tag} onRemove={() => onChange(withoutTag(search, tag))} />
      ))}
      {one('partition', `partition ${search.partition ?? ''}`)}
      {one('location', `location ${search.location ?? ''}`)}
      {one('text', `reason contains “${search.text ?? ''}”`)}
      {one('id', `id begins with ${search.id ?? ''}`)}
      {one('root', `re-runs of ${shortId(search.root ?? '')}`)}
    </>
  )
}

function Term({ text, onRemove }: { text: string; onRemove: () => void }): ReactNode {
  return (
    <span className={styles['term']}>
      <span className={styles['termText']} title={text}>
        {text}
      </span>
      <button type="button" aria-label={`Remove the filter ${text}`} onClick={onRemove}>
        <Icon name="close" size={11} />
      </button>
    </span>
  )
}

function withStatus(search: RunsSearch, status: RunStatus[]): RunsSearch {
  const rest = without(search, 'status')
  return status.length > 0 ? { ...rest, status } : rest
}

function withoutTag(search: RunsSearch, tag: string): RunsSearch {
  const tags = search.tag?.filter((it) => it !== tag) ?? []
  return tags.length > 0 ? { ...search, tag: tags } : without(search, 'tag')
}

function isSame(a: RunStatus[], b: RunStatus[]): boolean {
  return a.length === b.length && a.every((it) => b.includes(it))
}
