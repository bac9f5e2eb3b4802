import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { LineageDocument } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Lines, QueryState } from '@/shared/components/query-state'
import { edgesOf, graphOf, TONE_TEXT, type Columns } from './lineage'
import styles from './lineage-page.module.css'

const GraphView = lazy(() => import('@/graph/graph-view').then((it) => ({ default: it.GraphView })))

const NONE: ReadonlySet<string> = new Set()

/** What an asset is made from and what is made from it, one layer each. */
export function Neighbourhood({ assetKey }: { assetKey: string }): ReactElement {
  const select = `1+"${assetKey}"+1`
  const query = useQuery({
    queryKey: ['lineage', select],
    queryFn: ({ signal }) => request(LineageDocument, { select }, signal),
  })
  useLiveQuery(query, query.data ? 15_000 : false)
  return (
    <QueryState query={query} skeleton={<Lines count={6} />}>
      {(data) => <Drawn columns={data.lineage} assetKey={assetKey} />}
    </QueryState>
  )
}

function Drawn({ columns, assetKey }: { columns: Columns; assetKey: string }): ReactElement {
  const navigate = useNavigate()
  const graph = useMemo(() => {
    const all = graphOf(columns, edgesOf(columns))
    // Of few the group is one more word, and no box around them.
    const items = all.items.map((it) => ({
      ...it,
      path: [],
      face: { ...it.face, detail: it.group || it.location },
    }))
    const edges = all.edges.filter((it) => it.from === assetKey || it.to === assetKey)
    return { items, edges }
  }, [columns, assetKey])
  const go = (key: string | undefined) => {
    if (key !== undefined && key !== assetKey) {
      void navigate({ to: '/asset/$', params: { _splat: key } })
    }
  }
  return (
    <div className={styles['near']}>
      <Suspense fallback={<Lines count={6} />}>
        <GraphView
          label={`What ${assetKey} is made from and used by`}
          items={graph.items}
          edges={graph.edges}
          open={NONE}
          onOpen={() => undefined}
          selected={assetKey}
          onSelect={go}
          noun={['asset', 'assets']}
          toneText={TONE_TEXT}
        />
      </Suspense>
    </div>
  )
}
