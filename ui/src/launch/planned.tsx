import { SegmentedControl } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useRef, useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import {
  LaunchDocument,
  type LaunchInput,
  type LaunchPlanQuery,
} from '@/shared/api/generated/graphql'
import { intents } from '@/shared/api/intents'
import { isRefused } from '@/shared/api/refused'
import { ActButton } from '@/shared/components/act-button'
import { JsonView } from '@/shared/components/json-view'
import { Problems } from '@/shared/components/notice'
import { Lines } from '@/shared/components/query-state'
import { StartTrouble } from '@/shared/components/start-trouble'
import { toastRun } from '@/shared/components/toast'
import { PlanState } from '@/shared/plan/plan-preview'
import styles from './launch-form.module.css'
import { planGraph } from './plan-graph'

const GraphView = lazy(() => import('@/graph/graph-view').then((it) => ({ default: it.GraphView })))

export type LaunchPlanResult = LaunchPlanQuery['launchPlan']
type Plan = Exclude<LaunchPlanResult, { problems: string[] }>

interface Props {
  job: string
  input: LaunchInput
  query: UseQueryResult<LaunchPlanQuery>
  /** Whether the plan is that of what is typed now. */
  isSettled: boolean
}

type View = 'steps' | 'graph' | 'config'

/** What a launch comes to, as a list, as a graph and as its complete config; then the launch itself. */
export function Planned({ job, input, query, isSettled }: Props): ReactElement {
  const navigate = useNavigate()
  const [view, setView] = useState<View>('steps')
  const stays = useRef(false)
  const launch = useMutation({
    mutationFn: (asked: LaunchInput) =>
      intents.perform(asked, (withId) => request(LaunchDocument, { input: withId })),
    onSuccess: ({ launch: answer }) => {
      if (isRefused(answer)) return
      toastRun(answer.id, job)
      if (!stays.current) void navigate({ to: '/runs/$runId', params: { runId: answer.id } })
    },
  })
  const planned = query.data?.launchPlan
  const plan = planned && !isRefused(planned) ? planned : undefined
  const isReady = plan !== undefined && isSettled && !query.isFetching
  // What was answered is of the launch that was asked for, and says nothing of another.
  const answered = JSON.stringify(launch.variables) === JSON.stringify(input) ? launch : undefined
  const refused =
    answered?.data && isRefused(answered.data.launch) ? answered.data.launch.problems : undefined
  return (
    <div className={styles['planned']} data-stale={!isReady || undefined}>
      {plan && (
        <SegmentedControl
          aria-label="How to show what will happen"
          data={[
            { value: 'steps', label: 'Steps' },
            { value: 'graph', label: 'Graph' },
            { value: 'config', label: 'Complete config' },
          ]}
          value={view}
          onChange={setView}
        />
      )}
      {(view === 'steps' || !plan) && <PlanState query={query} plan={planned} />}
      {view === 'graph' && plan && <PlanPicture plan={plan} />}
      {view === 'config' && plan && <JsonView value={plan.config} what="config" />}
      {refused && <Problems title="It was not launched" problems={refused} />}
      {answered?.error && <StartTrouble title="It was not launched" error={answered.error} />}
      <ActButton
        disabled={!isReady}
        loading={launch.isPending}
        title="With Ctrl or Cmd this page stays, and a note leads to the run"
        onClick={(event) => {
          stays.current = event.ctrlKey || event.metaKey
          launch.mutate(input)
        }}
      >
        Launch
      </ActButton>
    </div>
  )
}

const NONE: ReadonlySet<string> = new Set()
const TEXTS = { ok: 'reused', bad: '', warn: '', run: '', idle: '', none: '' }

function PlanPicture({ plan }: { plan: Plan }): ReactElement {
  const graph = useMemo(() => planGraph(plan.plan.steps.steps), [plan])
  const [selected, select] = useState<string>()
  return (
    <>
      {plan.plan.steps.after !== null && (
        <p className={styles['hint']}>
          The first {plan.plan.steps.steps.length} of {plan.plan.stepCount} steps
        </p>
      )}
      <div className={styles['picture']}>
        <Suspense fallback={<Lines count={5} />}>
          <GraphView
            label="Steps that would run"
            items={graph.items}
            edges={graph.edges}
            open={NONE}
            onOpen={() => undefined}
            selected={selected}
            onSelect={select}
            noun={['step', 'steps']}
            toneText={TEXTS}
          />
        </Suspense>
      </div>
    </>
  )
}
