import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { request, type ApiError } from '@/shared/api/client'
import {
  OverviewDocument,
  RunsFollowedDocument,
  type HealthQuery,
  type OverviewQuery,
  type OverviewQueryVariables,
  type RunFilter,
  type RunStatus,
  type RunsFollowedSubscription,
} from '@/shared/api/generated/graphql'
import { newer, stamp, type Stamped } from '@/shared/api/stamp'
import { useFollowed } from '@/shared/api/use-followed'
import { useLiveQuery } from '@/shared/api/use-live'
import type { Asked } from '@/shared/components/query-state'
import { type RunRow } from '@/shared/run/run-cells'
import { HEALTH_MILLIS, useHealth } from '@/shared/location/use-health'
import { useAssetHealth } from './use-asset-health'
import { spanOf, type OverviewSearch } from './overview-search'
import { withTold } from './timeline/lanes'

/** Runs are told; so often they are read all the same, as old ones leave the part of time that is shown. */
const RUNS_MILLIS = 10 * 60_000

export const ACTIVE: RunStatus[] = ['QUEUED', 'STARTING', 'STARTED', 'CANCELING']
export const FAILED: RunStatus[] = ['FAILED']

type Part = 'active' | 'failed' | 'recent'
type Told = Partial<Record<Part, Stamped<RunsFollowedSubscription['runs']>>>

export type OverviewData = OverviewQuery & Pick<HealthQuery, 'locations'>

export interface Overview {
  query: Asked<OverviewData>
  /** Whether what is shown is of another part of time than was chosen. */
  isMoving: boolean
  /** Why it is not kept up to date now. */
  trouble: ApiError | undefined
}

/** What was read, and laid over it what is told. */
export function useOverview(search: OverviewSearch): Overview {
  const query = useQuery({
    queryKey: ['overview', search],
    queryFn: async ({ signal }) => {
      const at = stamp()
      return { at, value: await request(OverviewDocument, variablesOf(search), signal) }
    },
    // What is there stays until another part of time is read.
    placeholderData: keepPreviousData,
  })
  useLiveQuery(query, RUNS_MILLIS)
  const asked = useHealth()
  useLiveQuery(asked, HEALTH_MILLIS)
  const locations = asked.data?.locations
  const [told, setTold] = useState<Told>({})
  const isLoaded = query.data !== undefined
  const useTold = (part: Part, filter: RunFilter, limit: number) =>
    useFollowed(RunsFollowedDocument, isLoaded && { filter, limit }, ({ runs }) => {
      setTold((before) => ({ ...before, [part]: { at: stamp(), value: runs } }))
    })
  const trouble = useTold('recent', {}, 100)
  useTold('active', { statuses: ACTIVE }, 50)
  useTold('failed', { statuses: FAILED }, 12)
  const assetHealth = useAssetHealth(
    query.data && { at: query.data.at, value: query.data.value.assetHealth },
    endedSince(query.data?.value.recent.runs, told.recent?.value.runs),
  )
  const data = useMemo(
    () =>
      query.data &&
      locations &&
      assetHealth && { ...laidOver(query.data, told, search), assetHealth, locations },
    [query.data, locations, told, search, assetHealth],
  )
  const error = query.error ?? asked.error
  const refetch = () => Promise.all([query.refetch(), asked.refetch()])
  return {
    query: { data, error, refetch },
    isMoving: query.isPlaceholderData,
    trouble,
  }
}

/** When the last of the runs ended that ended after they were read; empty when none has. */
function endedSince(read: readonly RunRow[] = [], told: readonly RunRow[] = []): string {
  const last = (runs: readonly RunRow[]) =>
    runs
      .map((run) => run.ended ?? '')
      .sort()
      .at(-1) ?? ''
  return last(told) > last(read) ? last(told) : ''
}

function variablesOf(search: OverviewSearch): OverviewQueryVariables {
  const { from, to } = spanOf(search, Date.now())
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
}

function laidOver(
  { at, value }: Stamped<OverviewQuery>,
  told: Told,
  search: OverviewSearch,
): OverviewQuery {
  const part = (name: Part) => newer({ at, value: value[name] }, told[name])
  const toldSince = Object.values(told)
    .filter((it) => it.at > at)
    .sort((a, b) => a.at - b.at)
    .flatMap((it) => it.value.runs)
  const rows = withTold(value.timeline.rows, toldSince, spanOf(search, Date.now()))
  return {
    ...value,
    timeline: { ...value.timeline, rows },
    active: part('active'),
    failed: part('failed'),
    recent: part('recent'),
  }
}
