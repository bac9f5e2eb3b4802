import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, type ReactElement } from 'react'
import { boxId, isBox, reach } from '@/graph/model'
import { SelectionBox } from '@/selection/selection-box'
import { around } from '@/selection/complete'
import { request } from '@/shared/api/client'
import { LineageDocument, type AssetState } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Command, Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { Lines, Trouble } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import { selectionOf } from '../facets'
import { AssetPanel } from './asset-panel'
import {
  cardsOf,
  graphOf,
  MOST_CARDS,
  openAtFirst,
  TONE_TEXT,
  wordsOf,
  type AssetGraph,
} from './lineage'
import styles from './lineage-page.module.css'
import type { LineageSearch } from './lineage-search'

const GraphView = lazy(() => import('@/graph/graph-view').then((it) => ({ default: it.GraphView })))
const OverviewCanvas = lazy(() =>
  import('@/graph/overview').then((it) => ({ default: it.OverviewCanvas })),
)

const route = getRouteApi('/lineage')
const STATES: AssetState[] = ['FAILED', 'RUNNING', 'STALE', 'MATERIALIZED', 'MISSING', 'EXTERNAL']
const NOUN: [string, string] = ['asset', 'assets']

export function LineagePage(): ReactElement {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/lineage' })
  const select = selectionOf(search.select ?? '')
  const query = useQuery({
    queryKey: ['lineage', select],
    queryFn: ({ signal }) => request(LineageDocument, { select }, signal),
    placeholderData: (before) => before,
  })
  useLiveQuery(query, query.data ? 15_000 : false)
  const columns = query.data?.lineage
  const graph = useMemo(() => columns && graphOf(columns), [columns])
  const words = useMemo(() => wordsOf(columns), [columns])
  const write = (next: LineageSearch) => {
    void navigate({
      search: (old) => ({ ...old, ...next }),
      replace: true,
      resetScroll: false,
    })
  }
  const isRejected = query.error !== null && query.error.name === 'ApiError' && search.select
  return (
    <Page
      title="Lineage"
      heading="Lineage"
      isFilled
      facts={graph && <Facts graph={graph} />}
      actions={
        search.select ? (
          <ButtonLink variant="default" to="/assets" search={{ select: search.select }}>
            As a list
          </ButtonLink>
        ) : undefined
      }
    >
      <div className={styles['tools']}>
        <SelectionBox
          label="Select assets"
          isLabelHidden
          width={420}
          placeholder="A part of a name, or group:marts, +orders, kind:csv"
          value={search.select ?? ''}
          words={words}
          error={isRejected ? query.error.message : undefined}
          onWrite={(text) => {
            void navigate({ search: text.trim() === '' ? {} : { select: text.trim() } })
          }}
        />
        {graph && graph.items.length > 0 && (
          <ViewTools graph={graph} search={search} write={write} />
        )}
      </div>
      {query.error && !isRejected && (
        <Trouble error={query.error} retry={() => void query.refetch()} />
      )}
      {!graph && !query.error && <Lines count={10} />}
      {graph?.items.length === 0 && <Nothing isSelected={search.select !== undefined} />}
      {graph && graph.items.length > 0 && (
        <div className={styles['body']}>
          <div className={styles['picture']}>
            <Suspense fallback={<Lines count={10} />}>
              <Picture graph={graph} search={search} write={write} />
            </Suspense>
          </div>
          {search.node !== undefined && (
            <AssetPanel
              key={search.node}
              assetKey={search.node}
              onClose={() => write({ node: undefined } as unknown as LineageSearch)}
              onSelect={(direction) => {
                const key = search.node ?? ''
                void navigate({ search: { select: around(key, direction), node: key } })
              }}
              onGo={(node) => write({ node })}
            />
          )}
        </div>
      )}
    </Page>
  )
}

interface PartProps {
  graph: AssetGraph
  search: LineageSearch
  write: (next: LineageSearch) => void
}

function openOf(graph: AssetGraph, search: LineageSearch): string[] {
  return search.open ?? openAtFirst(graph)
}

function Picture({ graph, search, write }: PartProps): ReactElement {
  const navigate = useNavigate()
  const names = openOf(graph, search)
  const key = names.join('\n')
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the same names are the same
  const open = useMemo(() => new Set(names.map((it) => boxId([it]))), [key])
  const lit = useMemo(() => {
    const { node } = search
    if (node === undefined || !graph.items.some((it) => it.id === node)) return undefined
    return new Set([...reach(node, graph.edges, 'up'), ...reach(node, graph.edges, 'down')])
  }, [graph, search])
  const onSelect = (node: string | undefined) => {
    if (node === undefined || !isBox(node)) write({ node } as LineageSearch)
  }
  const onEnter = (node: string) => {
    void navigate({ to: '/asset/$', params: { _splat: node } })
  }
  const isTooMany = cardsOf(graph.items, new Set(names)) > MOST_CARDS
  if (search.view === 'all' || isTooMany) {
    return (
      <OverviewCanvas
        label="Lineage of all assets"
        items={graph.items}
        edges={graph.edges}
        selected={search.node}
        onSelect={onSelect}
        onEnter={onEnter}
        lit={lit}
      />
    )
  }
  return (
    <GraphView
      label="Lineage by group"
      items={graph.items}
      edges={graph.edges}
      open={open}
      onOpen={(next) => {
        write({ open: graph.groups.filter((it) => next.has(boxId([it]))) })
      }}
      selected={search.node}
      onSelect={onSelect}
      onEnter={onEnter}
      lit={lit}
      noun={NOUN}
      toneText={TONE_TEXT}
    />
  )
}

function ViewTools({ graph, search, write }: PartProps): ReactElement {
  const isOverview = search.view === 'all'
  const names = openOf(graph, search)
  const isAllOpen = names.length >= graph.groups.length
  const isTooMany = graph.items.length > MOST_CARDS
  return (
    <>
      <SegmentedControl
        aria-label="How to show them"
        data={[
          { value: 'groups', label: 'By group' },
          { value: 'all', label: 'All in one picture' },
        ]}
        value={isOverview ? 'all' : 'groups'}
        onChange={(value) => {
          write((value === 'all' ? { view: 'all' } : { view: undefined }) as LineageSearch)
        }}
      />
      {!isOverview && (
        <Button
          variant="default"
          disabled={!isAllOpen && isTooMany}
          title={isTooMany ? `More than ${MOST_CARDS} at once are shown in one picture` : ''}
          onClick={() => {
            write({ open: isAllOpen ? [] : graph.groups })
          }}
        >
          {isAllOpen ? 'Close all groups' : 'Open all groups'}
        </Button>
      )}
    </>
  )
}

function Facts({ graph }: { graph: AssetGraph }): ReactElement {
  return (
    <>
      <span>
        {graph.items.length.toLocaleString('en')} {graph.items.length === 1 ? 'asset' : 'assets'} in{' '}
        {graph.groups.length} {graph.groups.length === 1 ? 'group' : 'groups'}
      </span>
      {STATES.filter((state) => graph.counts.has(state)).map((state) => (
        <span key={state} className={styles['state']}>
          <Status status={state} /> {graph.counts.get(state)?.toLocaleString('en')}
        </span>
      ))}
    </>
  )
}

function Nothing({ isSelected }: { isSelected: boolean }): ReactElement {
  if (isSelected) {
    return (
      <Empty
        title="No asset is selected by this"
        action={
          <ButtonLink to="/lineage" variant="default">
            Show all assets
          </ButtonLink>
        }
      />
    )
  }
  return (
    <Empty title="No code location defines assets">
      See how one is defined with <Command>dagwerk new NAME</Command>.
    </Empty>
  )
}
