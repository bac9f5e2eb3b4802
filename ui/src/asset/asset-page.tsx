import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { AssetPageDocument, type AssetPageQuery } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Copy } from '@/shared/components/copy'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { Lines, QueryState } from '@/shared/components/query-state'
import { Status, statusText } from '@/shared/components/status'
import tabs from '@/shared/components/tabs.module.css'
import { AssetChecks } from './asset-checks'
import { AssetEvents } from './asset-events'
import { AssetOverview } from './asset-overview'
import styles from './asset-page.module.css'
import { AssetStand } from './asset-stand'
import { checkState } from './check-state'
import { TABS, type AssetSearch, type Tab } from './search'

const AssetPlots = lazy(async () => ({
  default: (await import('./plots/asset-plots')).AssetPlots,
}))
const AssetPartitions = lazy(async () => ({
  default: (await import('./matrix/asset-partitions')).AssetPartitions,
}))

const route = getRouteApi('/asset/$')

export type Asset = AssetPageQuery['asset']

const TEXTS: Record<Tab, string> = {
  overview: 'Overview',
  partitions: 'Partitions',
  plots: 'Plots',
  events: 'Events',
  checks: 'Checks',
}

export function AssetPage(): ReactElement {
  const { _splat: key = '' } = route.useParams()
  const search = route.useSearch()
  const { tab = 'overview' } = search
  const navigate = useNavigate()
  const onSearch = (change: AssetSearch) => {
    void navigate({ to: '.', search: { ...change, tab }, resetScroll: false, replace: true })
  }
  const query = useQuery({
    queryKey: ['asset', key],
    queryFn: ({ signal }) => request(AssetPageDocument, { key }, signal),
  })
  useLiveQuery(query, query.data ? 10_000 : false)
  const asset = query.data?.asset
  return (
    <Page
      title={asset ? `${statusText(asset.state)} · Asset ${key}` : `Asset ${key}`}
      above={<Link to="/assets">Assets</Link>}
      heading={
        <>
          {key}
          <Copy text={key} what="asset key" />
        </>
      }
      facts={asset && <Facts asset={asset} />}
      actions={
        asset &&
        !asset.isExternal && (
          <ButtonLink to="/launch" search={{ select: asset.key, location: asset.location }}>
            Materialize
          </ButtonLink>
        )
      }
    >
      <QueryState query={query}>
        {(data) => (
          <>
            <div className={styles['stand']}>
              <AssetStand asset={data.asset} />
            </div>
            <nav className={tabs['tabs']} aria-label="Parts of the asset">
              {tabsOf(data.asset).map((it) => (
                <Link
                  key={it}
                  to="/asset/$"
                  params={{ _splat: key }}
                  search={it === 'overview' ? {} : { tab: it }}
                  aria-current={it === tab || undefined}
                  className={tabs['tab']}
                  activeOptions={{ exact: true, includeSearch: true }}
                >
                  {TEXTS[it]}
                  {it === 'checks' &&
                    data.asset.checks.length > 0 &&
                    ` ${data.asset.checks.length}`}
                </Link>
              ))}
            </nav>
            {tab === 'overview' && <AssetOverview asset={data.asset} />}
            <Suspense fallback={<Lines />}>
              {tab === 'partitions' && (
                <AssetPartitions asset={data.asset} search={search} onSearch={onSearch} />
              )}
              {tab === 'plots' && (
                <AssetPlots asset={data.asset} search={search} onSearch={onSearch} />
              )}
            </Suspense>
            {tab === 'events' && <AssetEvents asset={data.asset} />}
            {tab === 'checks' && <AssetChecks asset={data.asset} />}
          </>
        )}
      </QueryState>
    </Page>
  )
}

/** What has no partitions has no view of them. */
function tabsOf(asset: Asset): Tab[] {
  return TABS.filter((it) => it !== 'partitions' || asset.partitionCount !== null)
}

function Facts({ asset }: { asset: Asset }): ReactElement {
  const checks = checkState(asset.checks)
  return (
    <>
      {asset.state !== 'EXTERNAL' && <Status status={asset.state} />}
      {asset.isExternal && <span>External: nothing here makes it</span>}
      {asset.partitionCount !== null && (
        <span>
          {asset.materializedCount.toLocaleString('en')} of{' '}
          {asset.partitionCount.toLocaleString('en')} partitions materialized
        </span>
      )}
      {checks && (
        <span className={styles['checks']}>
          <Status status={checks.status} isBare /> Checks: {checks.text}
        </span>
      )}
    </>
  )
}
