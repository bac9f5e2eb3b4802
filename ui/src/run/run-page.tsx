import { getRouteApi } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { shortId } from '@/shared/components/copy'
import { Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Notice } from '@/shared/components/notice'
import { Page } from '@/shared/components/page'
import { Lines, QueryState } from '@/shared/components/query-state'
import { statusText } from '@/shared/components/status'
import { FailureCard } from './failure-card'
import { Gantt } from './gantt/gantt'
import { RunActions } from './run-actions'
import { RunFacts, RunHeading } from './run-header'
import type { RunData } from './run-model'
import { RunPanes } from './run-panes'
import { StepPanel } from './step-panel'
import { stepNamed } from './step-named'
import { useFavicon } from './use-favicon'
import { useRun, useRunModel } from './use-run'

const route = getRouteApi('/runs/$runId')

export function RunPage(): ReactElement {
  const { runId } = route.useParams()
  return <RunById key={runId} id={runId} />
}

function RunById({ id }: { id: string }): ReactElement {
  const query = useRun(id)
  const run = query.data?.run
  if (run) return <LoadedRun run={run} />
  return (
    <Page title={`Run ${shortId(id)}`} heading={`Run ${shortId(id)}`}>
      <QueryState query={query} skeleton={<Lines count={14} />}>
        {() => (
          <Empty
            title="There is no such run"
            action={<ButtonLink to="/runs">Look at all runs</ButtonLink>}
          >
            No run has the id <code>{id}</code>. It may have been deleted.
          </Empty>
        )}
      </QueryState>
    </Page>
  )
}

function LoadedRun({ run }: { run: RunData }): ReactElement {
  const asked = route.useSearch()
  const model = useRunModel(run)
  const step = asked.step && stepNamed(asked.step, model.progress.steps.keys())
  const search = useMemo(() => (step ? { ...asked, step } : asked), [asked, step])
  useFavicon(run.status, model.wasLive)
  const selected = search.step === undefined ? undefined : model.progress.steps.get(search.step)
  return (
    <Page
      title={`${statusText(run.status)} · ${run.job} · run ${shortId(run.id)}`}
      heading={<RunHeading run={run} />}
      facts={<RunFacts run={run} />}
      actions={<RunActions run={run} model={model} selected={search.step} />}
      isFilled
    >
      {model.trouble && (
        <Notice tone="bad" title="The log cannot be read on">
          {model.trouble.message}
        </Notice>
      )}
      {run.status === 'FAILED' && <FailureCard run={run} model={model} />}
      {run.reason && run.status !== 'FAILED' && (
        <div style={{ flex: 'none', marginBottom: 12 }}>
          <Notice tone="info" title={run.reason} />
        </div>
      )}
      <Gantt run={run} model={model} search={search} />
      {selected && <StepPanel run={run} model={model} step={selected} />}
      <RunPanes run={run} model={model} search={search} />
    </Page>
  )
}
