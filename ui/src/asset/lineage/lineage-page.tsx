import { Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Suspense, useMemo, type ReactElement } from 'react'
import { writtenNames } from '@/graph/open'
import { SelectionBox } from '@/selection/selection-box'
import { around } from '@/selection/complete'
import { useAssetWords } from '@/selection/use-words'
import { ApiError, request } from '@/shared/api/client'
import { LineageDocument, type AssetState, type LineageQuery } from '@/shared/api/generated/graphql'
import { useLastGood } from '@/shared/api/use-last-good'
import { useLiveQuery } from '@/shared/api/use-live'
import { Command, Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { Lines, Trouble } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import { selectionOf } from '../facets'
import { AssetPanel } from './asset-panel'
import { edgesOf, graphOf, MOST_CARDS, type AssetGraph } from './lineage'
import styles from './lineage-page.module.css'
import { isForced, openOf, Picture, type PartProps } from './lineage-picture'
import type { LineageSearch } from './lineage-search'

const route = getRouteApi('/lineage')
const STATES: AssetState[] = ['FAILED', 'RUNNING', 'STALE', 'MATERIALIZED', 'MISSING', 'EXTERNAL']

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
  const graph = useGraph(useLastGood(query.data))
  const words = useAssetWords()
  const write = (next: Partial<LineageSearch>, isStep = false) => {
    void navigate({
      search: (old) => ({ ...old, ...next }),
      replace: !isStep,
      resetScroll: false,
    })
  }
  const isRejected = query.error instanceof ApiError && query.error.trouble === 'rejected'
  const typed = search.select?.trim() ?? ''
  return (
    <Page
      title="Lineage"
      heading="Lineage"
      isFilled
      facts={graph && <Facts graph={graph} />}
      actions={
        typed !== '' ? (
          <>
            <ButtonLink variant="default" to="/assets" search={{ select: typed }}>
              As a list
            </ButtonLink>
            <ButtonLink variant="default" to="/partitions" search={{ select: typed }}>
              By partition
            </ButtonLink>
          </>
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
          error={isRejected ? query.error?.message : undefined}
          onWrite={(text) => write({ select: text })}
        />
        {graph && graph.items.length > 0 && (
          <ViewTools graph={graph} search={search} write={write} />
        )}
      </div>
      {query.error && !isRejected && (
        <Trouble error={query.error} retry={() => void query.refetch()} />
      )}
      {!graph && !query.error && <Lines count={10} />}
      {graph?.items.length === 0 && <Nothing isSelected={typed !== ''} />}
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
              onClose={() => write({ node: '' })}
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

const NO_COLUMNS = { keys: [], from: [], to: [] }

/** A state that changes leaves the edges the same, so nothing is laid out anew. */
function useGraph(data: LineageQuery | undefined): AssetGraph | undefined {
  const columns = data?.lineage
  const { keys, from, to } = columns ?? NO_COLUMNS
  const edges = useMemo(() => edgesOf({ keys, from, to }), [keys, from, to])
  return useMemo(() => columns && graphOf(columns, edges), [columns, edges])
}

function ViewTools({ graph, search, write }: PartProps): ReactElement {
  const navigate = useNavigate({ from: '/lineage' })
  const isOverview = search.view === 'all' || isForced(graph)
  const isAnyOpen = openOf(graph, search).open.length > 0
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
        disabled={isForced(graph)}
        onChange={(value) => {
          void navigate({
            search: ({ view: _, ...old }) => (value === 'all' ? { ...old, view: 'all' } : old),
            resetScroll: false,
          })
        }}
      />
      {!isOverview && isAnyOpen && (
        <Button variant="default" onClick={() => write({ open: writtenNames([]) }, true)}>
          Close all groups
        </Button>
      )}
      {!isOverview && !isAnyOpen && (
        <Button
          variant="default"
          disabled={isTooMany}
          title={isTooMany ? `More than ${MOST_CARDS} at once are shown in one picture` : ''}
          onClick={() => write({ open: writtenNames(graph.groups) }, true)}
        >
          Open all groups
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
