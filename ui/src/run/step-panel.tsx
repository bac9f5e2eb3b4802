import { ActionIcon } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { Copy } from '@/shared/components/copy'
import { Icon } from '@/shared/components/icon'
import { Status } from '@/shared/components/status'
import { useEscape } from '@/shared/components/use-escape'
import { RunLink } from '@/shared/run/run-cells'
import { duration } from '@/shared/time/format'
import { causeStep } from './failure'
import type { StepFacts } from './progress'
import type { RunData, RunModel } from './run-model'
import { StepTags } from './step-tags'
import type { RunSearch } from './run-search'
import styles from './step-panel.module.css'

interface Props {
  run: RunData
  model: RunModel
  step: StepFacts
}

/** The selected step, in a line or two. */
export function StepPanel({ run, model, step }: Props): ReactElement {
  const navigate = useNavigate()
  useEscape(() => {
    void navigate({
      to: '.',
      search: ({ step: _, ...rest }: RunSearch) => rest,
      resetScroll: false,
    })
  })
  const started = run.started === null ? null : Date.parse(run.started)
  const ready = model.progress.readyAt(step, started)
  const last = step.attempts.at(-1)
  const cause = step.status === 'ABANDONED' ? causeStep(step.reason) : undefined
  return (
    <section className={styles['panel']} aria-label={`Step ${step.key}`}>
      <Status status={step.status} />
      <strong className={styles['key']}>
        <code>{step.key}</code>
        <Copy text={step.key} what="step key" />
      </strong>
      {ready !== null && step.began !== null && (
        <Fact name="Waited">{duration(step.began - ready)}</Fact>
      )}
      {step.began !== null && step.ended !== null && (
        <Fact name="Took">{duration(step.ended - step.began)}</Fact>
      )}
      {step.attempts.length > 1 && (
        <Fact name="Attempts">
          {step.attempts.length}
          {last?.to != null && `, the last ${duration(last.to - last.from)}`}
        </Fact>
      )}
      {step.origin && (
        <Fact name="Reused from">
          <RunLink id={step.origin} />
        </Fact>
      )}
      {cause !== undefined ? (
        <Fact name="Not run, as">
          <Link to="." search={(old) => ({ ...old, step: cause })}>
            <code>{cause}</code>
          </Link>{' '}
          failed
        </Fact>
      ) : (
        step.reason && <span className={styles['reason']}>{step.reason}</span>
      )}
      {step.upstream.length > 0 && (
        <Fact name="After">
          {step.upstream.slice(0, 3).map((key) => (
            <Link key={key} to="." search={(old) => ({ ...old, step: key })}>
              <code>{key}</code>
            </Link>
          ))}
          {step.upstream.length > 3 && ` and ${step.upstream.length - 3} more`}
        </Fact>
      )}
      <StepTags run={run} step={step} />
      <Link to="." search={({ step: _, ...rest }) => rest} className={styles['close']}>
        <ActionIcon component="span" aria-label="Clear the selection">
          <Icon name="close" size={13} />
        </ActionIcon>
      </Link>
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <span className={styles['fact']}>
      <span className={styles['name']}>{name}</span> {children}
    </span>
  )
}
