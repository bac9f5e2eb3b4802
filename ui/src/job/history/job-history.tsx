import { Button, SegmentedControl, Select } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { request } from '@/shared/api/client'
import { READ_ONCE } from '@/shared/api/read-once'
import {
  JobHistoryDocument,
  type HistoryBy,
  type JobHistoryQuery,
} from '@/shared/api/generated/graphql'
import { Empty } from '@/shared/components/empty'
import { Notice } from '@/shared/components/notice'
import { QueryState } from '@/shared/components/query-state'
import { zoomed, type PlotData } from '@/shared/plot/model'
import { PlotPanel } from '@/shared/plot/plot-panel'
import { PlotTable } from '@/shared/plot/plot-table'
import { PlotSwitches } from '@/shared/plot/plot-switches'
import { NewRuns } from '@/shared/run/new-runs'
import { without } from '@/shared/without'
import { countsOf, lengthsOf } from './history'
import { byOf, DAYS, spanOf, type HistorySearch } from './history-search'
import styles from './history.module.css'
import { StepList } from './step-list'

interface Props {
  location: string
  job: string
  search: HistorySearch
  onSearch: (change: HistorySearch) => void
}

/** What a job and its steps came to, run by run. */
export function JobHistory({ location, job, search, onSearch }: Props): ReactElement {
  const { step, days } = search
  const by = byOf(search)
  const query = useQuery({
    queryKey: ['job-history', location, job, by, days, step],
    queryFn: ({ signal }) =>
      request(
        JobHistoryDocument,
        {
          location,
          job,
          by,
          steps: step === undefined ? null : [step],
          span: spanOf(days, Date.now()),
        },
        signal,
      ),
    ...READ_ONCE,
  })
  const client = useQueryClient()
  const read = () => {
    void query.refetch()
    void client.refetchQueries({ queryKey: ['job-steps', location, job], type: 'active' })
  }
  const subject = step ?? job
  return (
    <>
      <Tools search={search} onSearch={onSearch} onRefresh={read}>
        <NewRuns
          key={`${location} ${job}`}
          job={job}
          location={location}
          readAt={query.dataUpdatedAt}
          isReading={query.isFetching}
          onRead={read}
        />
      </Tools>
      <h2 className={styles['subject']}>
        {step === undefined ? `The job as a whole` : `Step ${step}`}
        {step !== undefined && (
          <Button variant="default" onClick={() => onSearch(without(search, 'step'))}>
            Back to the whole job
          </Button>
        )}
      </h2>
      <QueryState query={query}>
        {(answer) => (
          <Plots
            key={subject}
            subject={subject}
            answer={answer}
            search={search}
            onSearch={onSearch}
          />
        )}
      </QueryState>
      <StepList location={location} job={job} search={search} onSearch={onSearch} />
    </>
  )
}

interface PlotsProps extends Pick<Props, 'search' | 'onSearch'> {
  subject: string
  answer: JobHistoryQuery
}

function Plots({ subject, answer, search, onSearch }: PlotsProps): ReactElement {
  const { between, step } = search
  const by = byOf(search)
  const [current, setCurrent] = useState<number>()
  const lengths = useMemo(() => zoomed(lengthsOf(answer, by), between), [answer, by, between])
  const counts = useMemo(() => zoomed(countsOf(answer, by), between), [answer, by, between])
  if (answer.total.points.length === 0) return <Nothing by={by} />
  const stepOf = step === undefined ? undefined : () => step
  const plot = {
    stepOf,
    current,
    onCurrent: setCurrent,
    onZoom: (from: number, to: number) => {
      const [a, b] = [lengths.points[from]?.key, lengths.points[to]?.key]
      setCurrent(undefined)
      if (a !== undefined && b !== undefined) onSearch({ ...search, between: [a, b] })
    },
  }
  const hasRetries = counts.series[0]?.values.some((it) => it !== null && it > 0)
  return (
    <>
      <Limits answer={answer} />
      <PlotPanel
        title="Duration"
        name={`Duration of ${subject}`}
        data={lengths}
        isLog={search.log === true}
        {...plot}
        tools={between && <Whole search={search} onSearch={onSearch} data={lengths} />}
      />
      {hasRetries ? (
        <PlotPanel
          title="Retries and failures"
          name={`Retries of ${subject}`}
          data={counts}
          height={110}
          {...plot}
        />
      ) : (
        <p className={styles['none']}>
          No retries. {failureText(counts.flags.failed.size, counts.points.length)}
        </p>
      )}
      {search.table && (
        <PlotTable
          label={`History of ${subject}`}
          data={{ ...lengths, series: [...lengths.series, ...counts.series] }}
          stepOf={stepOf}
        />
      )}
    </>
  )
}

function failureText(failed: number, all: number): string {
  return failed === 0 ? 'Nothing failed.' : `${failed} of ${all} failed.`
}

function Whole(props: Pick<Props, 'search' | 'onSearch'> & { data: PlotData }): ReactElement {
  const { search, onSearch, data } = props
  return (
    <Button variant="default" onClick={() => onSearch(without(search, 'between'))}>
      Show all, not {data.points.length}
    </Button>
  )
}

function Limits({ answer }: { answer: JobHistoryQuery }): ReactElement | null {
  if (!answer.total.isWhole) {
    return (
      <div className={styles['notice']}>
        <Notice tone="info" title="Older runs are left out">
          There are more than are shown at once, which are the newest.
        </Notice>
      </div>
    )
  }
  if (answer.waiting.isMeasured) return null
  return (
    <div className={styles['notice']}>
      <Notice tone="info" title="What older runs waited is not known">
        It is measured of the runs of the newest 100 plans.
      </Notice>
    </div>
  )
}

function Nothing({ by }: { by: HistoryBy }): ReactElement {
  switch (by) {
    case 'SCHEDULED_TIME':
      return (
        <Empty title="No run of a schedule has ended">
          Choose Runs above to see those that were launched otherwise.
        </Empty>
      )
    case 'PARTITION':
      return (
        <Empty title="No run for a partition has ended">
          Choose Runs above to see those that are of no partition.
        </Empty>
      )
    case 'RUN':
      return (
        <Empty title="No run has ended yet">
          Launch it with the button above: each run that ends is a point here.
        </Empty>
      )
  }
}

function Tools(
  props: Pick<Props, 'search' | 'onSearch'> & { onRefresh: () => void; children: ReactNode },
): ReactElement {
  const { search, onSearch, onRefresh } = props
  const set = (change: HistorySearch, ...left: (keyof HistorySearch)[]) =>
    onSearch({ ...without(search, ...left), ...change })
  return (
    <div className={styles['tools']}>
      <SegmentedControl
        aria-label="Over"
        value={byOf(search)}
        data={[
          { value: 'RUN', label: 'Runs' },
          { value: 'SCHEDULED_TIME', label: 'Scheduled time' },
          { value: 'PARTITION', label: 'Partition' },
        ]}
        onChange={(by) => set(by === 'RUN' ? {} : { by }, 'by', 'between')}
      />
      <Select
        aria-label="Runs of"
        w={130}
        allowDeselect={false}
        value={String(search.days ?? '')}
        data={[
          { value: '', label: 'All runs' },
          ...DAYS.map((it) => ({ value: String(it), label: `Last ${it} days` })),
        ]}
        onChange={(days) => set(days ? { days: Number(days) } : {}, 'days', 'between')}
      />
      <PlotSwitches
        shown={search}
        onChange={(key, isOn) => set(isOn ? { [key]: true } : {}, key)}
      />
      <Button variant="default" onClick={onRefresh}>
        Refresh
      </Button>
      {props.children}
    </div>
  )
}
