import type { ReactElement } from 'react'
import type { PlanPreviewFragment } from '../api/generated/graphql'
import { isRefused } from '../api/refused'
import { shortId } from '../components/copy'
import { Notice, Problems } from '../components/notice'
import { Prose } from '../components/prose'
import { Lines, Trouble, type Asked } from '../components/query-state'
import styles from './plan-preview.module.css'
import { summaryOf, type PlannedSteps } from './summary'

type Planned = Exclude<PlanPreviewFragment, { problems: string[] }>

interface Props {
  query: Pick<Asked<unknown>, 'error' | 'refetch'>
  plan: PlanPreviewFragment | undefined
}

/** What a launch would come to, or why it cannot be. */
export function PlanState({ query, plan }: Props): ReactElement {
  if (plan) {
    if (isRefused(plan)) {
      return <Problems title="This cannot be started" problems={plan.problems} />
    }
    return <PlanPreview plan={plan} />
  }
  if (query.error) return <Trouble error={query.error} retry={() => void query.refetch()} />
  return <Lines count={5} />
}

function PlanPreview({ plan }: { plan: Planned }): ReactElement {
  const summary = summaryOf(plan.plan.steps.steps)
  const isPart = plan.plan.steps.after !== null
  return (
    <div className={styles['plan']}>
      <p className={styles['head']}>
        <strong>{isPart ? `${plan.plan.stepCount} steps` : headline(summary)}</strong>
        <span>
          {plan.location}
          {plan.mode !== 'default' && `, mode ${plan.mode}`}, code{' '}
          <code>{plan.plan.codeVersion.slice(0, 10)}</code>
        </span>
      </p>
      {plan.notes.length > 0 && (
        <Notice
          tone="warn"
          title={plan.notes.length === 1 ? 'To know' : `${plan.notes.length} things to know`}
        >
          <ul className={styles['notes']}>
            {plan.notes.map((note) => (
              <li key={note}>
                <Prose text={note} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ul className={styles['steps']} aria-label="Steps that would run">
        {summary.groups.map((group) => (
          <li key={group.name} data-reused={group.run === 0 || undefined}>
            <code>{group.name}</code>
            <span>
              {group.isTemplate && 'for each element '}
              {group.run > 1 && `× ${group.run} `}
              {group.reused > 0 &&
                `${group.reused > 1 ? `${group.reused} ` : ''}reused from ${shortId(group.origin ?? '')}`}
            </span>
          </li>
        ))}
        {isPart && <li>and more</li>}
      </ul>
    </div>
  )
}

function headline({ run, reused }: PlannedSteps): string {
  const text = `${run} ${run === 1 ? 'step runs' : 'steps run'}`
  return reused > 0 ? `${text}, ${reused} ${reused === 1 ? 'is' : 'are'} reused` : text
}
