// The pages and their addresses. Each page is loaded when it is first opened.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { parseLineageSearch } from '@/asset/lineage/lineage-search'
import { parseAssetSearch, parseAssetsSearch, parsePartitionsSearch } from '@/asset/search'
import { parseJobSearch } from '@/job/search'
import { parseLaunchSearch, parseMaterializeSearch } from '@/launch/search'
import { parseOverviewSearch } from '@/overview/overview-search'
import { parseCompareSearch } from '@/run/compare/compare-search'
import { parseRunSearch } from '@/run/run-search'
import { parseRunsSearch } from '@/run/runs-search'
import { BrokenPage } from '@/shared/components/boundary'
import { parseQuery, writeQuery } from './query-string'
import { Frame } from './frame'
import { NotFoundPage } from './not-found-page'

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage })

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/overview', replace: true })
  },
})

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: parseOverviewSearch,
  component: lazyRouteComponent(() => import('@/overview/overview-page'), 'OverviewPage'),
})

const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: parseRunsSearch,
  component: lazyRouteComponent(() => import('@/run/runs-page'), 'RunsPage'),
})

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$runId',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('@/run/run-page'), 'RunPage'),
})

const compare = createRoute({
  getParentRoute: () => root,
  path: '/compare',
  validateSearch: parseCompareSearch,
  component: lazyRouteComponent(() => import('@/run/compare/compare-page'), 'ComparePage'),
})

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('@/job/jobs-page'), 'JobsPage'),
})

const job = createRoute({
  getParentRoute: () => root,
  path: '/jobs/$location/$job',
  validateSearch: parseJobSearch,
  component: lazyRouteComponent(() => import('@/job/job-page'), 'JobPage'),
})

const launch = createRoute({
  getParentRoute: () => root,
  path: '/launch/$location/$job',
  validateSearch: parseLaunchSearch,
  component: lazyRouteComponent(() => import('@/launch/launch-page'), 'LaunchPage'),
})

const materialize = createRoute({
  getParentRoute: () => root,
  path: '/launch',
  validateSearch: parseMaterializeSearch,
  component: lazyRouteComponent(() => import('@/launch/materialize-page'), 'MaterializePage'),
})

const assets = createRoute({
  getParentRoute: () => root,
  path: '/assets',
  validateSearch: parseAssetsSearch,
  component: lazyRouteComponent(() => import('@/asset/assets-page'), 'AssetsPage'),
})

const lineage = createRoute({
  getParentRoute: () => root,
  path: '/lineage',
  validateSearch: parseLineageSearch,
  component: lazyRouteComponent(() => import('@/asset/lineage/lineage-page'), 'LineagePage'),
})

const partitions = createRoute({
  getParentRoute: () => root,
  path: '/partitions',
  validateSearch: parsePartitionsSearch,
  component: lazyRouteComponent(() => import('@/asset/matrix/partitions-page'), 'PartitionsPage'),
})

// Not below /assets/, where the server has the files of the bundle.
const asset = createRoute({
  getParentRoute: () => root,
  path: '/asset/$',
  validateSearch: parseAssetSearch,
  component: lazyRouteComponent(() => import('@/asset/asset-page'), 'AssetPage'),
})

const deployment = createRoute({
  getParentRoute: () => root,
  path: '/deployment',
  component: lazyRouteComponent(() => import('@/location/locations-page'), 'LocationsPage'),
})

const tree = root.addChildren([
  index,
  overview,
  runs,
  run,
  compare,
  jobs,
  job,
  launch,
  materialize,
  assets,
  asset,
  lineage,
  partitions,
  deployment,
])

export function makeRouter() {
  return createRouter({
    routeTree: tree,
    basepath: new URL(document.baseURI).pathname,
    defaultPreload: 'intent',
    defaultErrorComponent: BrokenPage,
    parseSearch: parseQuery,
    stringifySearch: writeQuery,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
