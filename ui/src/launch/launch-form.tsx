import { Select, TagsInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactElement } from 'react'
import type { Schema } from '@/config/schema'
import { SelectionBox } from '@/selection/selection-box'
import type { Vocabulary } from '@/selection/complete'
import { useAssetWords } from '@/selection/use-words'
import { request } from '@/shared/api/client'
import { LaunchPlanDocument, type LaunchInput } from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { Problems } from '@/shared/components/notice'
import { Lines } from '@/shared/components/query-state'
import { ConfigField } from './config-field'
import { DraftBar } from './draft-bar'
import { draftKey } from './drafts'
import styles from './launch-form.module.css'
import { inputOf } from './launch-input'
import { PartitionPicker } from './partition-picker'
import { Planned } from './planned'
import type { LaunchSearch } from './search'
import { useConfig } from './use-config'
import { useDraft } from './use-draft'

interface Props {
  job: string
  location: string | undefined
  modes: string[]
  presets: string[]
  presetConfigs?: Record<string, unknown>
  schema?: Schema
  /** Names of the ops of a job that runs a graph; of other jobs assets are selected. */
  ops?: string[] | undefined
  search: LaunchSearch
}

const NOTHING: LaunchInput = { job: '', tags: [] }

export function LaunchForm(props: Props): ReactElement {
  const { job, location, ops } = props
  const [search, change] = useDraft(props.search)
  const words = useWords(ops)
  const config = useConfig(search.config ?? '')
  const typed =
    config.state === 'wrong'
      ? { problems: config.problems }
      : inputOf(
          { job, ...(location ? { location } : {}), search },
          config.state === 'ready' ? config.value : undefined,
        )
  const input = config.state === 'ready' && 'input' in typed ? typed.input : undefined
  const written = JSON.stringify(input ?? NOTHING)
  const [settled] = useDebouncedValue(written, 350)
  const isSettled = settled === written && input !== undefined
  const plan = useQuery({
    queryKey: ['launch-plan', settled],
    queryFn: ({ signal }) =>
      request(LaunchPlanDocument, { input: JSON.parse(settled) as LaunchInput }, signal),
    enabled: settled !== JSON.stringify(NOTHING),
    placeholderData: (before) => before,
  })
  const planned = plan.data?.launchPlan
  const isPlan = planned !== undefined && !isRefused(planned)
  // What was answered is of the text that stands there now.
  const isCurrent = isSettled && !plan.isPlaceholderData && !plan.isFetching
  return (
    <>
      <DraftBar
        storeKey={draftKey(location, job)}
        search={search}
        schema={props.schema}
        onOpen={(draft) => change({ ...EMPTY, ...draft })}
      />
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
          <SelectionBox
            label={job === 'assets' ? 'Assets' : 'Selection'}
            description={
              job === 'assets'
                ? 'In the selection language, such as orders+ or group:marts'
                : 'A part of the job, such as load+; all of it when left out'
            }
            value={search.select ?? ''}
            words={words}
            onWrite={(select) => change({ select })}
          />
          <PartitionPicker
            job={job}
            location={location}
            select={search.select?.trim() === '' ? undefined : search.select}
            value={search.partitions ?? ''}
            onChange={(partitions) => change({ partitions })}
          />
          <TagsInput
            size="xs"
            label="Tags"
            description="Written key=value"
            value={search.tag ?? []}
            onChange={(tag) => change({ tag })}
            splitChars={[',']}
          />
          <ConfigField
            value={search.config ?? ''}
            onChange={(text) => change({ config: text })}
            schema={props.schema}
            refused={planned && !isPlan && isCurrent ? planned.problems : []}
            complete={isPlan && isCurrent ? planned.config : undefined}
            preset={props.presetConfigs?.[search.preset ?? '']}
          />
        </div>
        <div className={styles['plan']}>
          <h2>What will happen</h2>
          {'problems' in typed ? (
            <Problems title="This cannot be read yet" problems={typed.problems} />
          ) : input ? (
            <Planned key={job} job={job} input={input} query={plan} isSettled={isCurrent} />
          ) : (
            <Lines count={5} />
          )}
        </div>
      </div>
    </>
  )
}

const EMPTY: LaunchSearch = {
  preset: '',
  mode: '',
  select: '',
  partitions: '',
  tag: [],
  config: '',
}

/** What a selection may name: ops of the job, else assets. */
function useWords(ops: string[] | undefined): Vocabulary {
  const assets = useAssetWords(ops === undefined)
  return useMemo(() => (ops ? { keys: ops } : assets), [ops, assets])
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
