import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { intents, isUnanswered } from '@/shared/api/intents'
import { CancelRunDocument, RerunRunDocument, type RerunPart } from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { ActButton } from '@/shared/components/act-button'
import { shortId } from '@/shared/components/copy'
import { ButtonLink } from '@/shared/components/link'
import { Problems } from '@/shared/components/notice'
import { toast } from '@/shared/components/toast'
import { canCancel, hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'
import styles from './bulk-bar.module.css'
import { ofTwo } from './compare/compare-search'

const MOST_PROBLEMS = 5

interface Action {
  text: string
  done: string
  isEligible: (run: RunRow) => boolean
  consequence: (count: string) => string
  perform: (run: RunRow) => Promise<string[]>
}

const ACTIONS: Action[] = [
  {
    text: 'Cancel',
    done: 'Asked to stop',
    isEligible: (run) => canCancel(run.status),
    consequence: (count) => `${count} will be asked to stop; what does not heed it is killed.`,
    perform: async (run) =>
      problemsOf((await request(CancelRunDocument, { run: run.id, reason: '' })).cancel),
  },
  rerunAction('Re-run', 'ALL', (run) => hasEnded(run.status), 'be executed again from the start'),
  rerunAction(
    'Re-run from failure',
    'FROM_FAILURE',
    (run) => run.status === 'FAILED' || run.status === 'CANCELED',
    'be executed again from where it did not succeed',
  ),
]

/** What can be done with the runs that are selected, each with how many it can be done with. */
export function BulkBar(props: { runs: RunRow[]; onDone: () => void }): ReactElement {
  const [action, setAction] = useState<Action>()
  return (
    <div className={styles['bar']} role="toolbar" aria-label="Selected runs">
      <strong>{countOf(props.runs.length)} selected</strong>
      {ACTIONS.map((it) => {
        const count = props.runs.filter(it.isEligible).length
        return (
          <ActButton
            key={it.text}
            variant="default"
            disabled={count === 0}
            onClick={() => {
              setAction(it)
            }}
          >
            {it.text} ({count})
          </ActButton>
        )
      })}
      <Compare runs={props.runs} />
      <Button variant="subtle" color="gray" onClick={props.onDone}>
        Clear selection
      </Button>
      {action && (
        <Confirmation
          action={action}
          runs={props.runs.filter(action.isEligible)}
          left={props.runs.length - props.runs.filter(action.isEligible).length}
          onClose={(isDone) => {
            setAction(undefined)
            if (isDone) props.onDone()
          }}
        />
      )}
    </div>
  )
}

function Compare({ runs }: { runs: RunRow[] }): ReactElement {
  const [a, b, ...more] = runs
  if (!a || !b || more.length > 0) {
    return (
      <Button variant="default" disabled title="Select two runs to compare them">
        Compare
      </Button>
    )
  }
  return (
    <ButtonLink to="/compare" search={ofTwo(a.id, b.id)} variant="default">
      Compare
    </ButtonLink>
  )
}

function Confirmation(props: {
  action: Action
  runs: RunRow[]
  left: number
  onClose: (isDone: boolean) => void
}): ReactElement {
  const { action, left } = props
  // What was confirmed, whatever becomes of the runs on the page behind.
  const [runs] = useState(props.runs)
  const bulk = useBulk(action.perform)
  const open = runs.filter((run) => !bulk.done.has(run.id))
  const close = () => {
    if (!bulk.isBusy) props.onClose(bulk.done.size > 0)
  }
  const confirm = async () => {
    const problems = await bulk.perform(open)
    if (problems.length > 0) return
    toast(`${action.done}: ${countOf(runs.length)}`)
    props.onClose(true)
  }
  return (
    <Modal opened onClose={close} title={`${action.text} ${countOf(runs.length)}?`}>
      <Stack gap="md">
        <Text size="sm">{action.consequence(countOf(open.length))}</Text>
        {left > 0 && (
          <Text size="sm" c="dimmed">
            {countOf(left)} of the selection cannot, and stay as they are.
          </Text>
        )}
        {bulk.problems.length > 0 && (
          <Problems
            title={`${countOf(bulk.done.size)} done, ${countOf(open.length)} not`}
            problems={bulk.problems.slice(0, MOST_PROBLEMS)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={bulk.isBusy} onClick={close}>
            Back
          </Button>
          <Button loading={bulk.isBusy} onClick={() => void confirm()} data-autofocus>
            {bulk.problems.length > 0 ? 'Try again' : action.text} {countOf(open.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface Bulk {
  isBusy: boolean
  /** The ids of runs that need not be tried again. */
  done: ReadonlySet<string>
  problems: string[]
  /** Resolves with what stood in the way. */
  perform: (runs: RunRow[]) => Promise<string[]>
}

function useBulk(action: Action['perform']): Bulk {
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const [problems, setProblems] = useState<string[]>([])
  const perform = async (runs: RunRow[]) => {
    setBusy(true)
    const all: string[] = []
    for (const run of runs) {
      const found = await action(run).catch((error: unknown) => [troubleOf(error)])
      if (found.length === 0) setDone((before) => new Set([...before, run.id]))
      all.push(...found.map((it) => `${shortId(run.id)}: ${it}`))
    }
    setProblems(all)
    setBusy(false)
    return all
  }
  return { isBusy, done, problems, perform }
}

function troubleOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return isUnanswered(error) ? `no answer came, it may have been done: ${text}` : text
}

function rerunAction(
  text: string,
  part: RerunPart,
  isEligible: (run: RunRow) => boolean,
  what: string,
): Action {
  return {
    text,
    done: 'Queued again',
    isEligible,
    consequence: (count) => `${count} will ${what}, with the code as it is now.`,
    perform: async (run) =>
      problemsOf(
        (
          await intents.perform({ run: run.id, part }, (input) =>
            request(RerunRunDocument, { input }),
          )
        ).rerun,
      ),
  }
}

function problemsOf(answer: object): string[] {
  return isRefused(answer) ? answer.problems : []
}

function countOf(count: number): string {
  return `${count} ${count === 1 ? 'run' : 'runs'}`
}
