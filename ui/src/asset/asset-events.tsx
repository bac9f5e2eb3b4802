import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { AssetHistoryDocument, type FactRowFragment } from '@/shared/api/generated/graphql'
import { Empty } from '@/shared/components/empty'
import { Status } from '@/shared/components/status'
import { Time } from '@/shared/components/time'
import { RunLink } from '@/shared/run/run-cells'
import type { Asset } from './asset-page'
import styles from './asset-page.module.css'
import { evaluationStatus } from './check-state'
import { metadataOf } from '@/shared/run/metadata'
import { MetadataView } from './metadata-view'

const TEXTS: Record<FactRowFragment['kind'], string> = {
  MATERIALIZED: 'Materialized',
  OBSERVED: 'Observed',
  CHECKED: 'Checked',
}

/** All that was found out about an asset, newest first. */
export function AssetEvents({ asset }: { asset: Asset }): ReactElement {
  const last = asset.history.at(-1)
  const older = useInfiniteQuery({
    queryKey: ['asset-history', asset.key, last?.number],
    queryFn: async ({ pageParam, signal }) =>
      (await request(AssetHistoryDocument, { key: asset.key, before: pageParam }, signal)).asset
        .history,
    initialPageParam: last?.number ?? 0,
    getNextPageParam: (page) => page.at(-1)?.number,
    enabled: false,
  })
  const facts = [...asset.history, ...(older.data?.pages.flat() ?? [])]
  const hasMore = older.data ? older.hasNextPage : asset.history.length >= 100
  if (facts.length === 0) {
    return (
      <Empty title="Nothing is known of it yet">
        Materializations, observations and checks appear here.
      </Empty>
    )
  }
  return (
    <>
      <ul aria-label="Events">
        {facts.map((fact) => (
          <FactRow key={fact.number} fact={fact} />
        ))}
      </ul>
      {hasMore && (
        <Button
          mt="sm"
          variant="default"
          loading={older.isFetching}
          onClick={() => {
            void (older.data ? older.fetchNextPage() : older.refetch())
          }}
        >
          Older events
        </Button>
      )}
    </>
  )
}

function FactRow({ fact }: { fact: FactRowFragment }): ReactElement {
  return (
    <li className={styles['row']}>
      <span className={styles['newest']} style={{ margin: 0, gap: 6 }}>
        {fact.kind === 'CHECKED' && <Status status={evaluationStatus(fact)} isBare />}
        {TEXTS[fact.kind]}
      </span>
      <span>{fact.text}</span>
      <span className={styles['time']}>
        <Time at={fact.time} withAge />
      </span>
      <span className={styles['right']}>
        {fact.run === null ? (fact.reportedBy ?? 'reported') : <RunLink id={fact.run} />}
      </span>
      {metadataOf(fact.json).length > 0 && (
        <details>
          <summary>Metadata</summary>
          <MetadataView json={fact.json} />
        </details>
      )}
    </li>
  )
}
