import { Button, Group } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type ReactElement } from 'react'
import { isRefused } from '../api/refused'
import { ActButton } from '../components/act-button'
import { shortId } from '../components/copy'
import { Notice, Problems } from '../components/notice'
import { Trouble } from '../components/query-state'
import { StartTrouble } from '../components/start-trouble'
import { toast, toastRun } from '../components/toast'
import { PlanState } from '../plan/plan-preview'
import { summaryOf } from '../plan/summary'
import { MOST_RUNS, type Again } from './again'
import styles from './launch.module.css'
import type { What } from './matrix'
import { isStartable, useSeveral, type Line, type MadeRuns } from './use-several'

interface Props {
  what: What
  job: string
  runs: readonly Again[]
  made: MadeRuns
  onMade: (made: MadeRuns) => void
  onBusy: (isBusy: boolean) => void
  onClose: () => void
}

/** Runs of what failed of the chosen cells, as many as that takes to make nothing else. */
export function LaunchSeveral(props: Props): ReactElement {
  const { what, runs, onClose } = props
  if (runs.length > MOST_RUNS) {
    return (
      <>
        <Notice tone="info" title={`These would be ${runs.length} runs`}>
          {MOST_RUNS} are started at once. Choose fewer partitions.
        </Notice>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
        </Group>
      </>
    )
  }
  return (
    <>
      <p>{what === 'step' ? rerunText(runs) : launchText(runs)}</p>
      <Several {...props} />
    </>
  )
}

function rerunText(runs: readonly Again[]): string {
  return runs.length === 1
    ? 'The run of this partition is executed again for the chosen steps that failed in it, with its config and the code as it is now.'
    : `${runs.length} runs, one of each partition in which something failed. Each executes the newest run of the partition again for the chosen steps that failed in it, with its config and the code as it is now.`
}

function launchText(runs: readonly Again[]): string {
  return runs.length === 1
    ? 'One run, with the code as it is now.'
    : `${runs.length} runs, one for all partitions in which the same assets failed or are missing, with the code as it is now.`
}

function Several({ job, runs, made, onMade, onBusy, onClose }: Props): ReactElement {
  const navigate = useNavigate()
  const { lines, isBusy, error, start } = useSeveral(runs, made, onMade)
  useEffect(() => onBusy(isBusy), [onBusy, isBusy])
  const begin = async () => {
    const ids = await start()
    const [first] = ids ?? []
    if (!ids || first === undefined) return
    onClose()
    if (ids.length === 1) {
      toastRun(first, job)
      void navigate({ to: '/runs/$runId', params: { runId: first } })
    } else {
      toast(`Launched ${ids.length} runs of ${job}`)
      void navigate({ to: '/runs', search: { job } })
    }
  }
  const ready = lines.filter(isStartable).length
  const started = lines.filter((it) => it.made?.type === 'started').length
  const isPlanned = lines.every((it) => it.plan !== undefined || it.planError !== null)
  const refused = lines.filter((it) => it.plan && isRefused(it.plan)).length
  return (
    <>
      <ul className={styles['runs']} aria-label="Runs that would start">
        {lines.map((line) => (
          <RunLine key={line.run.partitions} line={line} isAlone={lines.length === 1} />
        ))}
      </ul>
      {refused > 0 && refused < lines.length && (
        <Notice tone="warn" title={`${refused} of ${lines.length} cannot be started`}>
          What stands in the way is said at each. The others can be started without them.
        </Notice>
      )}
      {error && <StartTrouble title={`${started} of ${lines.length} were started`} error={error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={isBusy} onClick={onClose}>
          {started > 0 ? 'Close' : 'Back'}
        </Button>
        <ActButton
          disabled={!isPlanned || ready === 0}
          loading={isBusy}
          onClick={() => {
            void begin()
          }}
        >
          {buttonText(lines.length, isPlanned ? ready : lines.length, started)}
        </ActButton>
      </Group>
    </>
  )
}

function buttonText(all: number, ready: number, started: number): string {
  if (all === 1) return 'Start the run'
  return `Start ${started > 0 ? 'the other ' : ''}${ready} ${ready === 1 ? 'run' : 'runs'}`
}

function RunLine({ line, isAlone }: { line: Line; isAlone: boolean }): ReactElement {
  const { run, plan, planError, replan, made } = line
  const [isOpen, setOpen] = useState(isAlone)
  const isRefusal = plan !== undefined && isRefused(plan)
  return (
    <li>
      <details open={isOpen || isRefusal} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <code>{run.partitions}</code>
          <span>{keysText(run.keys)}</span>
          <em>{stateText(line)}</em>
        </summary>
        {(isOpen || isRefusal) && (
          <PlanState query={{ error: planError, refetch: replan }} plan={plan} />
        )}
      </details>
      {planError && !isOpen && <Trouble error={planError} retry={replan} />}
      {made?.type === 'started' && (
        <Link to="/runs/$runId" params={{ runId: made.id }}>
          Started as run {shortId(made.id)}
        </Link>
      )}
      {made?.type === 'refused' && <Problems title="It was not started" problems={made.problems} />}
    </li>
  )
}

const MOST_NAMES = 3

function keysText(keys: readonly string[]): string {
  const more = keys.length - MOST_NAMES
  const names = keys.slice(0, more === 1 ? MOST_NAMES + 1 : MOST_NAMES).join(', ')
  return more > 1 ? `${names} and ${more} more` : names
}

function stateText({ plan, planError }: Line): string {
  if (!plan) return planError ? '' : 'Planning …'
  if (isRefused(plan)) return 'cannot be started'
  if (plan.plan.steps.after !== null) return `${plan.plan.stepCount} steps`
  const { run, reused } = summaryOf(plan.plan.steps.steps)
  return `${run} ${run === 1 ? 'step' : 'steps'}${reused > 0 ? `, ${reused} reused` : ''}`
}
