import { Button, Group } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '../api/client'
import { LaunchDocument, LaunchPlanDocument, type LaunchInput } from '../api/generated/graphql'
import { intents } from '../api/intents'
import { isRefused } from '../api/refused'
import { ActButton } from '../components/act-button'
import { ButtonLink } from '../components/link'
import { Problems } from '../components/notice'
import { StartTrouble } from '../components/start-trouble'
import { toastRun } from '../components/toast'
import { PlanState } from '../plan/plan-preview'

interface Props {
  input: LaunchInput
  onBusy: (isBusy: boolean) => void
  onClose: () => void
}

/** Longer addresses are not sure to be taken. */
const LONGEST_ADDRESS = 4_000

/** One run of all that was chosen. */
export function LaunchOne({ input, onBusy, onClose }: Props): ReactElement {
  const navigate = useNavigate()
  const plan = useQuery({
    queryKey: ['launch-plan', input],
    queryFn: ({ signal }) => request(LaunchPlanDocument, { input }, signal),
  })
  const launch = useMutation({
    mutationFn: () =>
      intents.perform(input, (withId) => request(LaunchDocument, { input: withId })),
    onMutate: () => onBusy(true),
    onSettled: () => onBusy(false),
    onSuccess: ({ launch: answer }) => {
      if (isRefused(answer)) return
      toastRun(answer.id, input.job)
      onClose()
      void navigate({ to: '/runs/$runId', params: { runId: answer.id } })
    },
  })
  const planned = plan.data?.launchPlan
  const refused =
    launch.data && isRefused(launch.data.launch) ? launch.data.launch.problems : undefined
  return (
    <>
      <p>
        One run of {input.job} for <code>{input.partitions}</code>, with the code as it is now.{' '}
        {input.select ? (
          <>
            It is of <code>{input.select}</code>.
          </>
        ) : (
          'It is of all that the job has.'
        )}
      </p>
      <PlanState query={plan} plan={planned} />
      {refused && <Problems title="It was not started" problems={refused} />}
      {launch.error && <StartTrouble title="It was not started" error={launch.error} />}
      <Group justify="flex-end" gap="xs">
        <Change input={input} />
        <Button variant="default" disabled={launch.isPending} onClick={onClose}>
          Back
        </Button>
        <ActButton
          disabled={!planned || isRefused(planned)}
          loading={launch.isPending}
          onClick={() => launch.mutate()}
        >
          Start the run
        </ActButton>
      </Group>
    </>
  )
}

/** To the page where its config, tags and mode can be said. */
function Change({ input }: { input: LaunchInput }): ReactElement | null {
  const { job, location, select, partitions } = input
  const search = { ...(select ? { select } : {}), ...(partitions ? { partitions } : {}) }
  if ((select?.length ?? 0) + (partitions?.length ?? 0) > LONGEST_ADDRESS) return null
  const look = { variant: 'subtle', mr: 'auto' } as const
  if (job === 'assets') {
    return (
      <ButtonLink to="/launch" search={{ ...search, ...(location ? { location } : {}) }} {...look}>
        Change it before
      </ButtonLink>
    )
  }
  if (!location) return null
  return (
    <ButtonLink to="/launch/$location/$job" params={{ location, job }} search={search} {...look}>
      Change it before
    </ButtonLink>
  )
}
