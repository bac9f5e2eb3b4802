import { Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import type { RerunPart } from '@/shared/api/generated/graphql'
import { ActButton } from '@/shared/components/act-button'
import { Copy } from '@/shared/components/copy'
import { Status } from '@/shared/components/status'
import { Blocked } from './blocked'
import { ErrorView } from './error-view'
import { asText, errorOf } from './failure'
import styles from './failure-card.module.css'
import { FailureTail } from './failure-tail'
import { RerunDialog } from './rerun-dialog'
import type { RunData, RunModel } from './run-model'
import { useEventJson } from './use-event'

const MOST_NAMED = 6

/** What went wrong, before anything else. */
export function FailureCard({ run, model }: { run: RunData; model: RunModel }): ReactElement {
  const [part, setPart] = useState<RerunPart>()
  const event = model.firstFailure()
  const json = useEventJson(run.id, event?.position)
  const error = errorOf(json)
  const steps = [...model.progress.steps.values()]
  const others = steps.filter((step) => step.status === 'FAILED' && step.key !== event?.step)
  const abandoned = steps.filter((step) => step.status === 'ABANDONED').length
  return (
    <section className={styles['card']} aria-label="Failure">
      <div className={styles['head']}>
        <Status status="FAILED" />
        {event?.step ? (
          <Link to="." search={(old) => ({ ...old, step: event.step ?? '', line: event.position })}>
            <code>{event.step}</code>
          </Link>
        ) : (
          <span>{run.reason}</span>
        )}
        {error && <Copy text={asText(error)} what="error" />}
        <span className={styles['actions']}>
          {event && (
            <Link to="." search={(old) => ({ ...old, pane: 'log', line: event.position })}>
              In the log
            </Link>
          )}
          <ActButton
            variant="default"
            onClick={() => {
              setPart('ALL')
            }}
          >
            Re-run all
          </ActButton>
          <ActButton
            data-action={`Re-run ${run.job} from failure`}
            onClick={() => {
              setPart('FROM_FAILURE')
            }}
          >
            Re-run from failure
          </ActButton>
        </span>
      </div>
      {error && <ErrorView error={error} />}
      {!error && event && (json === undefined ? <Skeleton height={14} /> : <p>{event.text}</p>)}
      {!event && (model.isReading ? <Skeleton height={14} width="60%" /> : <p>{run.reason}</p>)}
      {event?.step != null && <FailureTail run={run.id} model={model} failure={event} />}
      {others.length > 0 && (
        <p className={styles['others']}>
          Failed too:{' '}
          {others.slice(0, MOST_NAMED).map((step) => (
            <Link key={step.key} to="." search={(old) => ({ ...old, step: step.key })}>
              <code>{step.key}</code>
            </Link>
          ))}
          {others.length > MOST_NAMED && ` and ${others.length - MOST_NAMED} more. `}
        </p>
      )}
      {abandoned > 0 && <Blocked run={run.id} count={abandoned} />}
      {part && (
        <RerunDialog
          run={run}
          part={part}
          selection={undefined}
          onClose={() => {
            setPart(undefined)
          }}
        />
      )}
    </section>
  )
}
