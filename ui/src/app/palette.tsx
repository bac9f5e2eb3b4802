import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import {
  SearchAssetsDocument,
  SearchDocument,
  SearchRunsDocument,
  type SearchQuery,
} from '@/shared/api/generated/graphql'
import { Icon, type IconName } from '@/shared/components/icon'
import { statusText } from '@/shared/components/status'
import { find, idPrefixOf, isRunId, keyOf, type Place } from './find'
import { pageActions } from './page-actions'
import styles from './palette.module.css'
import { readRecent } from './recent'
import { PLACES } from './use-keys'

const ICONS: Record<Place['kind'], IconName> = {
  action: 'bolt',
  page: 'arrow',
  job: 'jobs',
  asset: 'assets',
  run: 'runs',
}

export function Palette(props: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Modal
      {...props}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': 'Search' } }}
    >
      <Search onClose={props.onClose} />
    </Modal>
  )
}

function Search({ onClose }: { onClose: () => void }): ReactElement {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  /** What is marked, by its key, as later results come before it; the first when it is not there. */
  const [markedKey, setMarkedKey] = useState<string>()
  const places = usePlaces(text)
  const found = isRunId(text) ? [runById(text.trim())] : find(places, text)
  const marked = Math.max(
    found.findIndex((place) => keyOf(place) === markedKey),
    0,
  )
  const mark = (index: number) => {
    const place = found[index]
    setMarkedKey(place && keyOf(place))
  }
  const list = useRef<HTMLUListElement>(null)

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [marked])

  const open = (place: Place | undefined) => {
    if (!place) return
    onClose()
    // After the focus went back from here, as what is done may open a dialog.
    if (place.perform) setTimeout(place.perform)
    else void navigate({ to: place.to })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') open(found[marked])
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || found.length === 0) return
    event.preventDefault()
    mark((marked + step + found.length) % found.length)
  }
  return (
    <div className={styles['palette']}>
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        leftSection={<Icon name="search" />}
        placeholder="Page, job, asset, action, or the beginning of a run's id"
        aria-label="Search"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found.length > 0 ? `palette-${marked}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setMarkedKey(undefined)
        }}
        onKeyDown={press}
      />
      <ul id="palette-list" role="listbox" aria-label="Found" ref={list} className={styles['list']}>
        {found.map((place, index) => (
          // The keys are those of the box above, which keeps the focus.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={keyOf(place)}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === marked}
            className={styles['option']}
            onMouseMove={() => {
              mark(index)
            }}
            onClick={() => {
              open(place)
            }}
          >
            <Icon name={ICONS[place.kind]} size={15} />
            <span className={styles['text']}>{place.text}</span>
            <span className={styles['detail']}>{place.detail}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className={styles['none']}>
          Nothing is named so. Of runs, the 200 newest are searched, and all by how their ids begin.
        </p>
      )}
    </div>
  )
}

const PAGES = PLACES.map((it): Place => ({
  kind: 'page',
  text: it.text,
  detail: 'Page',
  to: it.to,
}))

function usePlaces(text: string): Place[] {
  const [typed] = useDebouncedValue(text.trim(), 150)
  const all = useQuery({
    queryKey: ['search'],
    queryFn: ({ signal }) => request(SearchDocument, {}, signal),
    staleTime: 30_000,
  })
  // There are more assets than were loaded: the server looks through them.
  const word = /^[\w/.-]{2,}$/.test(typed) ? typed : ''
  const more = useQuery({
    queryKey: ['search', 'assets', word],
    queryFn: ({ signal }) => request(SearchAssetsDocument, { select: `key:"*${word}*"` }, signal),
    enabled: word !== '' && all.data !== undefined && all.data.assets.after !== null,
  })
  const idPrefix = idPrefixOf(typed)
  const ofId = useQuery({
    queryKey: ['search', 'runs', idPrefix],
    queryFn: ({ signal }) => request(SearchRunsDocument, { idPrefix: idPrefix ?? '' }, signal),
    enabled: idPrefix !== undefined,
  })
  // As they were when it was opened.
  const [actions] = useState(actionsOf)
  const [recent] = useState(() => readRecent(() => localStorage))
  const runs = [...(ofId.data?.runs.runs ?? []), ...(all.data?.runs.runs ?? [])]
  const assets = [...(all.data?.assets.assets ?? []), ...(more.data?.assets.assets ?? [])]
  const known = [...jobsOf(all.data), ...assetsOf(assets), ...runsOf(runs)]
  return [...actions, ...latest(recent, known), ...PAGES, ...known]
}

function actionsOf(): Place[] {
  return pageActions().map(({ text, perform }) => ({
    kind: 'action',
    text,
    detail: 'On this page',
    to: '',
    perform,
  }))
}

/** What was opened lately, as it is known by now. */
function latest(recent: readonly Place[], known: readonly Place[]): Place[] {
  const byKey = new Map(known.map((place) => [keyOf(place), place]))
  return recent.map((place) => byKey.get(keyOf(place)) ?? place)
}

function jobsOf(data: SearchQuery | undefined): Place[] {
  return (data?.locations ?? []).flatMap((location) =>
    location.jobs.jobs.map((job): Place => ({
      kind: 'job',
      text: job.name,
      detail: location.name,
      to: `/jobs/${encodeURIComponent(location.name)}/${encodeURIComponent(job.name)}`,
    })),
  )
}

function assetsOf(assets: { key: string; group: string }[]): Place[] {
  const unique = new Map(assets.map((asset) => [asset.key, asset]))
  return [...unique.values()].map((asset): Place => ({
    kind: 'asset',
    text: asset.key,
    detail: asset.group,
    to: `/asset/${asset.key}`,
  }))
}

function runsOf(runs: SearchQuery['runs']['runs']): Place[] {
  return runs.map((run): Place => ({
    kind: 'run',
    text: run.id,
    detail: `${run.job}, ${statusText(run.status).toLowerCase()}`,
    to: `/runs/${run.id}`,
  }))
}

function runById(id: string): Place {
  return { kind: 'run', text: id, detail: 'Open the run', to: `/runs/${id}` }
}
