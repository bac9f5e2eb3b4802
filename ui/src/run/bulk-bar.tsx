import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { CancelRunDocument, RerunRunDocument, type RerunPart } from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { shortId } from '@/shared/components/copy'
import { toast, toastProblem } from '@/shared/components/toast'
import { canCancel, hasEnded } from '@/shared/run/outcome'
import type { RunRow } from '@/shared/run/run-cells'
import styles from './bulk-bar.module.css'

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
          <Button
            key={it.text}
            variant="default"
            disabled={count === 0}
            onClick={() => {
              setAction(it)
            }}
          >
            {it.text} ({count})
          </Button>
        )
      })}
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

function Confirmation(props: {
  action: Action
  runs: RunRow[]
  left: number
  onClose: (isDone: boolean) => void
}): ReactElement {
  const { action, runs, left } = props
  const [isBusy, setBusy] = useState(false)
  const perform = async () => {
    setBusy(true)
    const problems: string[] = []
    for (const run of runs) {
      const found = await action.perform(run).catch((error: unknown) => [String(error)])
      problems.push(...found.map((it) => `${shortId(run.id)}: ${it}`))
    }
    if (problems.length > 0) toastProblem('Not all could be done', problems.slice(0, 5).join('\n'))
    else toast(`${action.done}: ${countOf(runs.length)}`)
    props.onClose(true)
  }
  return (
    <Modal
      opened
      onClose={() => props.onClose(false)}
      title={`${action.text} ${countOf(runs.length)}?`}
    >
      <Stack gap="md">
        <Text size="sm">{action.consequence(countOf(runs.length))}</Text>
        {left > 0 && (
          <Text size="sm" c="dimmed">
            {countOf(left)} of the selection cannot, and stay as they are.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => props.onClose(false)}>
            Back
          </Button>
          <Button loading={isBusy} onClick={() => void perform()} data-autofocus>
            {action.text} {countOf(runs.length)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
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
      problemsOf((await request(RerunRunDocument, { input: { run: run.id, part } })).rerun),
  }
}

function problemsOf(answer: object): string[] {
  return isRefused(answer) ? answer.problems : []
}

function countOf(count: number): string {
  return `${count} ${count === 1 ? 'run' : 'runs'}`
}
