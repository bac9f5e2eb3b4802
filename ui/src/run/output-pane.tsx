import { SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { RunStreamsDocument } from '@/shared/api/generated/graphql'
import { Copy } from '@/shared/components/copy'
import { Empty } from '@/shared/components/empty'
import { QueryState } from '@/shared/components/query-state'
import { hasEnded } from '@/shared/run/outcome'
import styles from './output-pane.module.css'
import type { RunData } from './run-model'
import type { RunSearch } from './run-search'
import { useOutput } from './use-output'

const OF_RUN = 'of no step'

/** What was printed, by step and stream. */
export function OutputPane({ run, search }: { run: RunData; search: RunSearch }): ReactElement {
  const navigate = useNavigate()
  const streams = useQuery({
    queryKey: ['run', run.id, 'streams', run.status],
    queryFn: ({ signal }) => request(RunStreamsDocument, { id: run.id }, signal),
  })
  const stream = search.stream ?? 'STDOUT'
  return (
    <QueryState query={streams}>
      {(data) => {
        const logs = data.run?.logs.logs ?? []
        const steps = [...new Set(logs.map((log) => log.step ?? OF_RUN))]
        if (logs.length === 0) {
          return (
            <Empty title="Nothing was printed">
              What steps write to stdout and stderr appears here.
            </Empty>
          )
        }
        const shown = search.step ?? steps.find((it) => has(logs, it, stream)) ?? steps[0] ?? OF_RUN
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
                    search: ({ step: _, ...rest }: RunSearch) =>
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
            </div>
            {has(logs, shown, stream) ? (
              <Output key={`${shown} ${stream}`} run={run} step={shown} stream={stream} />
            ) : (
              <Empty title={`Nothing was printed to ${stream.toLowerCase()}`} />
            )}
          </>
        )
      }}
    </QueryState>
  )
}

function has(
  logs: { step: string | null; stream: string }[],
  step: string,
  stream: string,
): boolean {
  return logs.some((log) => (log.step ?? OF_RUN) === step && log.stream === stream)
}

interface OutputProps {
  run: RunData
  step: string
  stream: 'STDOUT' | 'STDERR'
}

function Output({ run, step, stream }: OutputProps): ReactElement {
  const output = useOutput({
    run: run.id,
    step: step === OF_RUN ? null : step,
    stream,
    isLive: !hasEnded(run.status),
  })
  return (
    <div className={styles['output']}>
      <span className={styles['copy']}>
        <Copy text={output.text} what={stream.toLowerCase()} />
      </span>
      {/* Scrolled with the keys. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={`${stream.toLowerCase()} of ${step}`}>
        {output.text}
      </pre>
      {output.hasMore && (
        <button type="button" className={styles['more']} onClick={output.readMore}>
          Read more
        </button>
      )}
      {output.error && <p role="alert">{output.error.message}</p>}
    </div>
  )
}
