import { Button, TextInput } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import type { RunStatus } from '@/shared/api/generated/graphql'
import { Icon } from '@/shared/components/icon'
import { shortId } from '@/shared/components/copy'
import styles from './runs-filters.module.css'
import { isFiltered, parseTag, type RunsSearch } from './runs-search'

const GROUPS: { text: string; statuses: RunStatus[] }[] = [
  { text: 'All', statuses: [] },
  { text: 'Queued', statuses: ['QUEUED'] },
  { text: 'Running', statuses: ['STARTING', 'STARTED', 'CANCELING'] },
  { text: 'Failed', statuses: ['FAILED'] },
  { text: 'Succeeded', statuses: ['SUCCEEDED'] },
  { text: 'Canceled', statuses: ['CANCELED'] },
]

export function RunsFilters({ search }: { search: RunsSearch }): ReactElement {
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
            {group.text}
          </Link>
        ))}
      </div>
      <TermBox search={search} onChange={change} />
      {search.job && (
        <Term text={`job ${search.job}`} onRemove={() => change(without(search, 'job'))} />
      )}
      {search.tag?.map((tag) => (
        <Term key={tag} text={tag} onRemove={() => change(withoutTag(search, tag))} />
      ))}
      {search.root && (
        <Term
          text={`re-runs of ${shortId(search.root)}`}
          onRemove={() => change(without(search, 'root'))}
        />
      )}
      {isFiltered(search) && (
        <Button variant="subtle" color="gray" onClick={() => change({})}>
          Clear
        </Button>
      )}
    </div>
  )
}

/** One box for both: a `key=value` is a tag, a word is the name of a job. */
function TermBox(props: {
  search: RunsSearch
  onChange: (next: RunsSearch) => void
}): ReactElement {
  const { search, onChange } = props
  const [text, setText] = useState('')
  const submit = () => {
    const term = text.trim()
    if (!term) return
    const tag = parseTag(term)
    setText('')
    if (!tag) onChange({ ...search, job: term })
    else
      onChange({ ...search, tag: [...new Set([...(search.tag ?? []), `${tag.key}=${tag.value}`])] })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <TextInput
        data-filter
        w={220}
        leftSection={<Icon name="filter" size={13} />}
        placeholder="Job, or tag as key=value"
        aria-label="Filter by a job, or by a tag written key=value"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
    </form>
  )
}

function Term({ text, onRemove }: { text: string; onRemove: () => void }): ReactElement {
  return (
    <span className={styles['term']}>
      {text}
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

function without(search: RunsSearch, key: keyof RunsSearch): RunsSearch {
  const { [key]: _, ...rest } = search
  return rest
}

function withoutTag(search: RunsSearch, tag: string): RunsSearch {
  const tags = search.tag?.filter((it) => it !== tag) ?? []
  return tags.length > 0 ? { ...search, tag: tags } : without(search, 'tag')
}

function isSame(a: RunStatus[], b: RunStatus[]): boolean {
  return a.length === b.length && a.every((it) => b.includes(it))
}
