import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState, type ReactElement } from 'react'
import type { GraphItem } from '@/graph/card'
import { allBoxes, boxId, isBox, seen, type Edge } from '@/graph/model'
import { namesIn, writtenNames } from '@/graph/open'
import { request } from '@/shared/api/client'
import { JobAssetsDocument, type JobAssetsQuery } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Notice } from '@/shared/components/notice'
import { Section } from '@/shared/components/page'
import { Lines, QueryState } from '@/shared/components/query-state'
import { statusTone } from '@/shared/components/status'
import type { Job } from './job-facts'
import styles from './job-page.module.css'
import { OpPanel } from './op-panel'
import { opEdges, opItems } from './ops'

const GraphView = lazy(() => import('@/graph/graph-view').then((it) => ({ default: it.GraphView })))

const OverviewCanvas = lazy(() =>
  import('@/graph/overview').then((it) => ({ default: it.OverviewCanvas })),
)

const NONE: ReadonlySet<string> = new Set()

const route = getRouteApi('/jobs/$location/$job')
const TEXTS = {
  ok: 'materialized',
  bad: 'failed',
  warn: 'stale',
  run: 'running',
  idle: 'without a value',
  none: '',
}

/** Of more cards a layout takes a moment, and the lineage page draws them better. */
const MOST_CARDS = 400

interface Props {
  job: Job
  location: string
}

export function JobGraph({ job, location }: Props): ReactElement | null {
  if (job.assets !== null) {
    // A job has the assets of its own location alone.
    return <AssetsOfJob job={job.name} select={`(${job.assets}) and location:"${location}"`} />
  }
  if (job.nodes.nodes.length === 0) return null
  return <OpsOfJob job={job} location={location} />
}

function OpsOfJob({ job, location }: Props): ReactElement {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/jobs/$location/$job' })
  const nodes = job.nodes.nodes
  const items = useMemo(() => opItems(nodes), [nodes])
  const edges = useMemo(() => opEdges(nodes), [nodes])
  const boxes = useMemo(() => allBoxes(items), [items])
  const names = namesIn(search.open) ?? []
  const key = JSON.stringify(names)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the same names are the same
  const open = useMemo(() => new Set(names.map((it) => boxId(it.split('.')))), [key])
  const [isFull, setFull] = useState(false)
  const cards = (of: ReadonlySet<string>) => {
    const view = seen(items, [], of)
    return view.items.length + view.boxes.length
  }
  const isOpenTooMany = cards(open) > MOST_CARDS
  const shown = isOpenTooMany ? NONE : open
  const write = (next: { op?: string; open?: string[] }) => {
    setFull(false)
    void navigate({ search: next, replace: true, resetScroll: false })
  }
  const pathsOf = (ids: Iterable<string>) => {
    const wanted = new Set(ids)
    const paths = new Set<string>()
    for (const { path } of items) {
      path.forEach((_, depth) => {
        const part = path.slice(0, depth + 1)
        if (wanted.has(boxId(part))) paths.add(part.join('.'))
      })
    }
    return [...paths]
  }
  const op = search.op === undefined ? undefined : nodes.find((it) => it.name === search.op)
  const { op: _, ...withoutOp } = search
  const isAnyOpen = boxes.some((it) => open.has(it))
  const isTooMany = cards(new Set(boxes)) > MOST_CARDS
  return (
    <Section
      title={`Ops ${nodes.length.toLocaleString('en')}`}
      aside={
        boxes.length > 0 && (
          <Button
            variant="default"
            disabled={!isAnyOpen && isTooMany}
            title={isTooMany ? `More than ${MOST_CARDS} are not shown at once` : ''}
            onClick={() =>
              write({ ...search, open: writtenNames(isAnyOpen ? [] : pathsOf(boxes)) })
            }
          >
            {isAnyOpen ? 'Close nested graphs' : 'Open nested graphs'}
          </Button>
        )
      }
    >
      {(isFull || (isOpenTooMany && cards(NONE) <= MOST_CARDS)) && (
        <Notice tone="warn" title="There is no room for this beside what is open">
          At most {MOST_CARDS} ops and graphs are shown at once. Close other nested graphs.
        </Notice>
      )}
      <div className={styles['graph']}>
        <Graph
          label={`Ops of ${job.name}`}
          items={items}
          edges={edges}
          open={shown}
          onOpen={(next) => {
            if (cards(next) > MOST_CARDS) setFull(true)
            else write({ ...search, open: writtenNames(pathsOf(next)) })
          }}
          selected={search.op}
          onSelect={(id) => {
            if (id === undefined) write(withoutOp)
            else if (!isBox(id)) write({ ...search, op: id })
          }}
          noun={['op', 'ops']}
        />
        {op && (
          <OpPanel
            node={op}
            nodes={nodes}
            location={location}
            job={job.name}
            onClose={() => write(withoutOp)}
            onGo={(name) => write({ ...search, op: name })}
          />
        )}
      </div>
    </Section>
  )
}

interface AssetsProps {
  job: string
  select: string
}

function AssetsOfJob({ job, select }: AssetsProps): ReactElement {
  const query = useQuery({
    queryKey: ['job-assets', select],
    queryFn: ({ signal }) => request(JobAssetsDocument, { select }, signal),
  })
  useLiveQuery(query, query.data ? 15_000 : false)
  return (
    <QueryState query={query} skeleton={<Lines count={6} />}>
      {({ lineage }) => {
        if (lineage.keys.length === 0) return null
        return <AssetGraph key={lineage.keys.length} job={job} lineage={lineage} select={select} />
      }}
    </QueryState>
  )
}

interface AssetGraphProps extends AssetsProps {
  lineage: JobAssetsQuery['lineage']
}

function AssetGraph({ job, lineage, select }: AssetGraphProps): ReactElement {
  const search = route.useSearch()
  const navigate = useNavigate()
  const { items, edges } = useMemo(() => {
    const items = lineage.keys.map((key, index): GraphItem => {
      const status = lineage.states[index] ?? 'MISSING'
      const group = lineage.groupNames[lineage.groups[index] ?? 0] ?? ''
      const marks = lineage.kindSets[lineage.kinds[index] ?? 0] ?? []
      const face = { title: key, detail: group, status, marks }
      return { id: key, path: [group], tone: statusTone(status), face }
    })
    const edges = lineage.from.flatMap((from, index): Edge[] => {
      const [a, b] = [lineage.keys[from], lineage.keys[lineage.to[index] ?? -1]]
      return a === undefined || b === undefined ? [] : [{ from: a, to: b }]
    })
    return { items, edges }
  }, [lineage])
  const names = namesIn(search.open) ?? (items.length <= 12 ? lineage.groupNames : [])
  const key = JSON.stringify(names)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the same names are the same
  const open = useMemo(() => new Set(names.map((it) => boxId([it]))), [key])
  const isTooMany = (next: ReadonlySet<string>) =>
    items.filter((it) => next.has(boxId(it.path))).length > MOST_CARDS
  const lineageSearch = { select }
  return (
    <Section
      title={`Assets ${items.length.toLocaleString('en')}`}
      aside={
        <Link to="/lineage" search={lineageSearch}>
          Lineage of these
        </Link>
      }
    >
      <div className={styles['graph']}>
        <Graph
          label="Assets of the job"
          title={`Assets of ${job}`}
          items={items}
          edges={edges}
          open={open}
          onOpen={(next) => {
            if (isTooMany(next)) {
              void navigate({ to: '/lineage', search: { ...lineageSearch, view: 'all' } })
              return
            }
            const groups = lineage.groupNames.filter((it) => next.has(boxId([it])))
            void navigate({
              to: '.',
              search: { open: writtenNames(groups) },
              replace: true,
              resetScroll: false,
            })
          }}
          selected={undefined}
          onSelect={(id) => {
            if (id !== undefined && !isBox(id)) {
              void navigate({ to: '/asset/$', params: { _splat: id } })
            }
          }}
          noun={['asset', 'assets']}
        />
      </div>
    </Section>
  )
}

interface GraphProps {
  label: string
  title?: string
  items: GraphItem[]
  edges: Edge[]
  open: ReadonlySet<string>
  onOpen: (open: ReadonlySet<string>) => void
  selected: string | undefined
  onSelect: (id: string | undefined) => void
  noun: [string, string]
}

function Graph(props: GraphProps): ReactElement {
  return (
    <div className={styles['picture']}>
      <Suspense fallback={<Lines count={6} />}>
        {seen(props.items, [], props.open).items.length > MOST_CARDS ? (
          <OverviewCanvas {...props} toneText={TEXTS} />
        ) : (
          <GraphView {...props} toneText={TEXTS} />
        )}
      </Suspense>
    </div>
  )
}
