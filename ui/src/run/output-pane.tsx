import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { RunStreamsDocument } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Copy } from '@/shared/components/copy'
import { Empty } from '@/shared/components/empty'
import { QueryState } from '@/shared/components/query-state'
import { hasEnded } from '@/shared/run/outcome'
import styles from './output-pane.module.css'
import type { RunData } from './run-model'
import type { RunSearch } from './run-search'
import { attemptsOf, OF_RUN, stepsOf } from './streams'
import { useOutput } from './use-output'

const LIVE_MILLIS = 3_000

/** What was printed, by step and stream. */
export function OutputPane({ run, search }: { run: RunData; search: RunSearch }): ReactElement {
  const navigate = useNavigate()
  const streams = useQuery({
    queryKey: ['run', run.id, 'streams', run.status],
    queryFn: ({ signal }) => request(RunStreamsDocument, { id: run.id }, signal),
    placeholderData: (before) => before,
  })
  useLiveQuery(streams, hasEnded(run.status) ? false : LIVE_MILLIS)
  const stream = search.stream ?? 'STDOUT'
  return (
    <QueryState query={streams}>
      {(data) => {
        const logs = data.run?.logs.logs ?? []
        const steps = stepsOf(logs)
        if (logs.length === 0 && (search.step === undefined || hasEnded(run.status))) {
          return (
            <Empty title="Nothing was printed">
              What steps write to stdout and stderr appears here.
            </Empty>
          )
        }
        const printing = steps.find((it) => attemptsOf(logs, it, stream).length > 0)
        const shown = search.step ?? printing ?? steps[0] ?? OF_RUN
        const isLive = !hasEnded(run.status)
        // What was chosen is followed before anything was printed.
        const chosen = isLive && search.step !== undefined ? Math.max(1, run.attempt) : undefined
        const attempts = attemptsOf(logs, shown, stream)
        const attempt = attempts.find((it) => it === search.attempt) ?? attempts[0] ?? chosen
        return (
          <>
            <div className={styles['tools']}>
              <Select
                w={320}
                searchable
                aria-label="Step"
                data={steps.includes(shown) ? steps : [shown, ...steps]}
                value={shown}
                allowDeselect={false}
                onChange={(value) => {
                  if (value === null) return
                  void navigate({
                    to: '.',
                    search: ({ step: _, attempt: __, ...rest }: RunSearch) =>
                      value === OF_RUN ? rest : { ...rest, step: value },
                  })
                }}
              />
              <SegmentedControl
                aria-label="Stream"
                data={[
                  { value: 'STDOUT', label: 'stdout' },
                  { value: 'STDERR', label: 'stderr' },
                ]}
                value={stream}
                onChange={(value) => {
                  void navigate({
                    to: '.',
                    search: ({ stream: _, ...rest }: RunSearch): RunSearch =>
                      value === 'STDERR' ? { ...rest, stream: 'STDERR' } : rest,
                  })
                }}
              />
              {attempts.length > 1 && attempt !== undefined && (
                <Attempts
                  attempts={attempts}
                  shown={attempt}
                  onShow={(next) => {
                    void navigate({
                      to: '.',
                      search: ({ attempt: _, ...rest }: RunSearch) =>
                        next === attempts[0] ? rest : { ...rest, attempt: next },
                    })
                  }}
                />
              )}
            </div>
            {attempt === undefined ? (
              <Empty title={`Nothing was printed to ${stream.toLowerCase()}`} />
            ) : (
              <Output
                key={`${shown} ${stream} ${attempt}`}
                run={run}
                step={shown}
                stream={stream}
                attempt={attempt}
              />
            )}
          </>
        )
      }}
    </QueryState>
  )
}

/** What an older worker of the run printed before it was lost is kept beside what the newest did. */
function Attempts(props: {
  attempts: readonly number[]
  shown: number
  onShow: (attempt: number) => void
}): ReactElement {
  const { attempts, shown, onShow } = props
  return (
    <Select
      w={190}
      aria-label="Attempt of the run"
      data={attempts.map((it) => ({
        value: String(it),
        label: it === attempts[0] ? `Attempt ${it}, the newest` : `Attempt ${it}`,
      }))}
      value={String(shown)}
      allowDeselect={false}
      onChange={(value) => {
        if (value !== null) onShow(Number(value))
      }}
    />
  )
}

interface OutputProps {
  run: RunData
  step: string
  stream: 'STDOUT' | 'STDERR'
  attempt: number
}

function Output({ run, step, stream, attempt }: OutputProps): ReactElement {
  const output = useOutput({
    run: run.id,
    step: step === OF_RUN ? null : step,
    stream,
    attempt,
    isLive: !hasEnded(run.status),
  })
  return (
    <div className={styles['output']}>
      <span className={styles['copy']}>
        <Copy text={output.text} what={stream.toLowerCase()} />
      </span>
      {output.hasOlder && (
        <button type="button" className={styles['more']} onClick={output.readOlder}>
          {output.isReading ? 'Reading …' : 'Show older text'}
        </button>
      )}
      {/* Scrolled with the keys. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={`${stream.toLowerCase()} of ${step}`}>
        {output.text}
      </pre>
      {output.text === '' && !output.isOver && <p className={styles['none']}>Nothing yet.</p>}
      {output.hasMore && (
        <button type="button" className={styles['more']} onClick={output.readMore}>
          Read more
        </button>
      )}
      {output.error && <p role="alert">{output.error.message}</p>}
    </div>
  )
}
