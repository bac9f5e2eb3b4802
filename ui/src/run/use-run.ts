import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { request } from '@/shared/api/client'
import { RunPageDocument, type RunPageQuery } from '@/shared/api/generated/graphql'
import { HeadReader } from './head-reader'
import { RunModel, type RunData } from './run-model'

const MOST_STEPS = 5_000
const FIRST_EVENTS = 1_000

export function useRun(id: string): UseQueryResult<RunPageQuery> {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) =>
      request(RunPageDocument, { id, steps: MOST_STEPS, events: FIRST_EVENTS }, signal),
    // Its events are followed; what else changes is asked for when they say so.
    staleTime: Infinity,
    gcTime: 0,
  })
}

/**
 * The model of a run that is looked at; reads its events on, and its state when they tell of it.
 */
export function useRunModel(run: RunData): RunModel {
  const client = useQueryClient()
  // A run is the same run whatever is known of it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const model = useMemo(() => new RunModel(run), [run.id])
  useEffect(() => {
    const end = new AbortController()
    const heads = new HeadReader(run.id, end.signal, (head) => {
      client.setQueryData<RunPageQuery>(['run', run.id], (old) =>
        old?.run ? { run: { ...old.run, ...head } } : old,
      )
    })
    void model
      .read(end.signal, () => {
        heads.ask()
      })
      .then(() => {
        if (model.isWhole && model.wasLive) heads.askUntilEnded()
      })
    return () => {
      end.abort()
    }
  }, [model, client, run.id])
  useSyncExternalStore(model.subscribe, model.snapshot)
  return model
}
