import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { request } from '../api/client'
import {
  LaunchDocument,
  LaunchPlanDocument,
  RerunPlanDocument,
  RerunRunDocument,
  type PlanPreviewFragment,
} from '../api/generated/graphql'
import { intents } from '../api/intents'
import { isRefused } from '../api/refused'
import { exactOf, type Again } from './again'

/** What became of a run that was to be made. */
export type Made = { type: 'started'; id: string } | { type: 'refused'; problems: string[] }

export type MadeRuns = ReadonlyMap<Again, Made>

export interface Line {
  run: Again
  /** What it comes to; nothing until that is known. */
  plan: PlanPreviewFragment | undefined
  /** What that plan is of; nothing until it is known. */
  ask: Again['ask'] | undefined
  planError: Error | null
  replan: () => void
  made: Made | undefined
}

interface Several {
  lines: Line[]
  isBusy: boolean
  /** Why the others were not started. */
  error: Error | undefined
  /**
   * Starts what can be started and was not yet, one by one, as long as the page is there; gives the ids of all that were,
   * or nothing when there is more to do or to see here.
   */
  start: () => Promise<string[] | undefined>
}

/** Several runs that are made one after another, each after its plan; what was made is not made again. */
export function useSeveral(
  runs: readonly Again[],
  made: MadeRuns,
  onMade: (made: MadeRuns) => void,
): Several {
  const client = useQueryClient()
  const plans = useQueries({
    queries: runs.map((run) => ({
      queryKey: ['again-plan', run],
      queryFn: ({ signal }: { signal: AbortSignal }) => exactPlanOf(run, signal),
    })),
  })
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error>()
  const isThere = useRef(true)
  useEffect(() => {
    isThere.current = true
    return () => {
      isThere.current = false
    }
  }, [])
  const lines = runs.map((run, index): Line => {
    const plan = plans[index]
    return {
      run,
      plan: plan?.data?.plan,
      ask: plan?.data?.ask,
      planError: plan?.error ?? null,
      replan: () => void plan?.refetch(),
      made: made.get(run),
    }
  })
  const start = async () => {
    setBusy(true)
    setError(undefined)
    const all = new Map(made)
    try {
      for (const { run, ask = run.ask } of lines.filter(isStartable)) {
        if (!isThere.current) return undefined
        all.set(run, await make(ask))
        onMade(new Map(all))
      }
    } catch (failure) {
      setError(failure as Error)
      return undefined
    } finally {
      setBusy(false)
      // Runs were made: what is known of them is old.
      void client.invalidateQueries({ queryKey: ['runs'] })
    }
    const ids = [...all.values()].flatMap((it) => (it.type === 'started' ? [it.id] : []))
    const isUnplanned = lines.some((it) => it.plan === undefined)
    return ids.length === all.size && !isUnplanned && isThere.current ? ids : undefined
  }
  return { lines, isBusy, error, start }
}

export function isStartable({ plan, made }: Line): boolean {
  return plan !== undefined && !isRefused(plan) && made === undefined
}

/** Of nothing but what was chosen, where the plan tells all of its steps. */
async function exactPlanOf(
  run: Again,
  signal: AbortSignal,
): Promise<{ ask: Again['ask']; plan: PlanPreviewFragment }> {
  const { ask } = run
  const plan = await planOf(ask, signal)
  if (ask.type !== 'rerun' || ask.input.part !== 'SELECTED' || isRefused(plan)) return { ask, plan }
  const executed = plan.plan.steps.steps.filter((it) => it.reusedFrom === null)
  const select = exactOf(run, new Set(executed.map((it) => it.key)))
  if (select === undefined) return { ask, plan }
  const exact: Again['ask'] = { type: 'rerun', input: { ...ask.input, select } }
  return { ask: exact, plan: await planOf(exact, signal) }
}

async function planOf(ask: Again['ask'], signal: AbortSignal): Promise<PlanPreviewFragment> {
  return ask.type === 'rerun'
    ? (await request(RerunPlanDocument, { input: ask.input }, signal)).rerunPlan
    : (await request(LaunchPlanDocument, { input: ask.input }, signal)).launchPlan
}

async function make(ask: Again['ask']): Promise<Made> {
  const answer =
    ask.type === 'rerun'
      ? (await intents.perform(ask.input, (input) => request(RerunRunDocument, { input }))).rerun
      : (await intents.perform(ask.input, (input) => request(LaunchDocument, { input }))).launch
  return isRefused(answer)
    ? { type: 'refused', problems: answer.problems }
    : { type: 'started', id: answer.id }
}
