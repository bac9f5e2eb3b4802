import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { intents } from '@/shared/api/intents'
import {
  LaunchDocument,
  LaunchPlanDocument,
  type LaunchInput,
} from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { Problems } from '@/shared/components/notice'
import { StartTrouble } from '@/shared/components/start-trouble'
import { toastRun } from '@/shared/components/toast'
import { PlanState } from '@/shared/plan/plan-preview'
import styles from './launch-form.module.css'
import { inputOf } from './launch-input'
import type { LaunchSearch } from './search'
import { useDraft } from './use-draft'

interface Props {
  job: string
  location: string | undefined
  modes: string[]
  presets: string[]
  search: LaunchSearch
}

export function LaunchForm(props: Props): ReactElement {
  const { job, location } = props
  const [search, change] = useDraft(props.search)
  const typed = inputOf({ job, ...(location ? { location } : {}), search })
  return (
    <div className={styles['launch']}>
      <div className={styles['form']}>
        <div className={styles['pair']}>
          <Choice
            label="Preset"
            placeholder="none"
            values={props.presets}
            value={search.preset}
            onChange={(preset) => change({ preset })}
          />
          <Choice
            label="Mode"
            placeholder={search.preset ? 'as the preset says' : 'default'}
            values={props.modes}
            value={search.mode}
            onChange={(mode) => change({ mode })}
          />
        </div>
        <TextInput
          label={job === 'assets' ? 'Assets' : 'Selection'}
          description={
            job === 'assets'
              ? 'In the selection language, such as orders+ or group:marts'
              : 'A part of the job, such as load+; all of it when left out'
          }
          value={search.select ?? ''}
          onChange={(event) => change({ select: event.currentTarget.value })}
        />
        <TextInput
          label="Partitions"
          description="Such as 2001-01-31, or 2001-01-01...2001-01-07"
          value={search.partitions ?? ''}
          onChange={(event) => change({ partitions: event.currentTarget.value })}
        />
        <TagsInput
          size="xs"
          label="Tags"
          description="Written key=value"
          value={search.tag ?? []}
          onChange={(tag) => change({ tag })}
          splitChars={[',']}
        />
        <Textarea
          label="Config"
          description={
            job === 'assets' ? 'A JSON document' : 'A JSON document, laid over that of the preset'
          }
          placeholder='{"ops": {}}'
          autosize
          minRows={6}
          maxRows={20}
          spellCheck={false}
          classNames={{ input: styles['config'] ?? '' }}
          value={search.config ?? ''}
          onChange={(event) => change({ config: event.currentTarget.value })}
        />
      </div>
      <div className={styles['plan']}>
        <h2>What will happen</h2>
        {'problems' in typed ? (
          <Problems title="This cannot be read yet" problems={typed.problems} />
        ) : (
          <Planned key={job} job={job} input={typed.input} />
        )}
      </div>
    </div>
  )
}

function Planned({ job, input }: { job: string; input: LaunchInput }): ReactElement {
  const navigate = useNavigate()
  const written = JSON.stringify(input)
  const [settled] = useDebouncedValue(written, 350)
  const plan = useQuery({
    queryKey: ['launch-plan', settled],
    queryFn: ({ signal }) =>
      request(LaunchPlanDocument, { input: JSON.parse(settled) as LaunchInput }, signal),
    placeholderData: (before) => before,
  })
  const launch = useMutation({
    mutationFn: () =>
      intents.perform(input, (withId) => request(LaunchDocument, { input: withId })),
    onSuccess: ({ launch: answer }) => {
      if (isRefused(answer)) return
      toastRun(answer.id, job)
      void navigate({ to: '/runs/$runId', params: { runId: answer.id } })
    },
  })
  const planned = plan.data?.launchPlan
  const isReady = planned && !isRefused(planned) && settled === written && !plan.isFetching
  const refused =
    launch.data && isRefused(launch.data.launch) ? launch.data.launch.problems : undefined
  return (
    <div className={styles['planned']} data-stale={!isReady || undefined}>
      <PlanState query={plan} plan={planned} />
      {refused && <Problems title="It was not launched" problems={refused} />}
      {launch.error && <StartTrouble title="It was not launched" error={launch.error} />}
      <Button
        disabled={!isReady}
        loading={launch.isPending}
        onClick={() => {
          launch.mutate()
        }}
      >
        Launch
      </Button>
    </div>
  )
}

interface ChoiceProps {
  label: string
  values: string[]
  value: string | undefined
  placeholder: string
  onChange: (value: string) => void
}

/** Nothing where there is nothing to choose. */
function Choice({ label, values, value, placeholder, onChange }: ChoiceProps): ReactElement | null {
  const isOnlyDefault = values.length === 1 && values[0] === 'default'
  if (values.length === 0 || isOnlyDefault) return null
  return (
    <Select
      label={label}
      data={values}
      value={value ?? null}
      placeholder={placeholder}
      clearable
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  )
}
