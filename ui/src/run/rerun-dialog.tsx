import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { intents } from '@/shared/api/intents'
import {
  RerunPlanDocument,
  RerunRunDocument,
  type RerunInput,
  type RerunPart,
} from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { ActButton } from '@/shared/components/act-button'
import { Empty } from '@/shared/components/empty'
import { Problems } from '@/shared/components/notice'
import { StartTrouble } from '@/shared/components/start-trouble'
import { toastRun } from '@/shared/components/toast'
import { PlanState } from '@/shared/plan/plan-preview'
import type { RunRow } from '@/shared/run/run-cells'

interface Props {
  run: RunRow
  part: RerunPart
  /** What is selected on the page. */
  selection: string | undefined
  onClose: () => void
}

const PARTS: { value: RerunPart; label: string }[] = [
  { value: 'ALL', label: 'All steps' },
  { value: 'FROM_FAILURE', label: 'From failure' },
  { value: 'SELECTED', label: 'Selected steps' },
  { value: 'SELECTED_AND_DOWNSTREAM', label: 'Selected steps and what comes after' },
]

/** Shows what executing a run again comes to, before it is done. */
export function RerunDialog({ run, part: first, selection, onClose }: Props): ReactElement {
  const navigate = useNavigate()
  const [part, setPart] = useState(first)
  const [typed, setTyped] = useState(selection ?? '')
  const [select] = useDebouncedValue(typed.trim(), 250)
  const wantsSelection = part === 'SELECTED' || part === 'SELECTED_AND_DOWNSTREAM'
  const input: RerunInput = { run: run.id, part, ...(wantsSelection ? { select } : {}) }
  const isComplete = !wantsSelection || select !== ''
  const plan = useQuery({
    queryKey: ['rerun-plan', input],
    queryFn: ({ signal }) => request(RerunPlanDocument, { input }, signal),
    enabled: isComplete,
  })
  const rerun = useMutation({
    mutationFn: () =>
      intents.perform(input, (withId) => request(RerunRunDocument, { input: withId })),
    onSuccess: ({ rerun: answer }) => {
      if (isRefused(answer)) return
      toastRun(answer.id, run.job)
      onClose()
      void navigate({ to: '/runs/$runId', params: { runId: answer.id } })
    },
  })
  // What becomes of it is to be seen.
  const close = () => {
    if (!rerun.isPending) onClose()
  }
  const planned = plan.data?.rerunPlan
  const refused = rerun.data && isRefused(rerun.data.rerun) ? rerun.data.rerun.problems : undefined
  const canStart = isComplete && typed.trim() === select && planned && !isRefused(planned)
  return (
    <Modal opened onClose={close} title={`Re-run ${run.job}`} size="lg">
      <Stack gap="md">
        <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
          <Select
            label="What"
            data={PARTS}
            value={part}
            allowDeselect={false}
            onChange={(value) => {
              if (value) setPart(value)
            }}
          />
          {wantsSelection && (
            <TextInput
              label="Steps"
              placeholder="parse, load[2001-01-31] or load+"
              value={typed}
              data-autofocus
              onChange={(event) => {
                setTyped(event.currentTarget.value)
              }}
            />
          )}
        </Group>
        {isComplete ? (
          <PlanState query={plan} plan={planned} />
        ) : (
          <Empty title="Name the steps">
            A step’s key, several with <code>or</code>, or a pattern such as <code>load</code> for
            all of its partitions.
          </Empty>
        )}
        {refused && <Problems title="It was not started" problems={refused} />}
        {rerun.error && <StartTrouble title="It was not started" error={rerun.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={rerun.isPending} onClick={close}>
            Back
          </Button>
          <ActButton
            disabled={!canStart}
            loading={rerun.isPending}
            onClick={() => {
              rerun.mutate()
            }}
          >
            Start the run
          </ActButton>
        </Group>
      </Stack>
    </Modal>
  )
}
