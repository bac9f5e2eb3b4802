import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { FailureTailDocument } from '@/shared/api/generated/graphql'
import styles from './failure-tail.module.css'
import type { LogEvent } from './log/event-look'
import type { RunModel } from './run-model'
import type { RunSearch } from './run-search'
import { SAID, TAIL, tailOf } from './tail'

interface Props {
  run: string
  model: RunModel
  /** Of a step. */
  failure: LogEvent
}

/** The last lines that a step logged or printed before it failed. */
export function FailureTail({ run, model, failure }: Props): ReactElement | null {
  const lines = useTail(run, model, failure)
  if (lines.length === 0) return null
  return (
    <div className={styles['tail']}>
      <h3 id="failure-tail">Last said before it failed</h3>
      <ol aria-labelledby="failure-tail">
        {lines.map((line) => (
          <li key={line.position} title={line.text}>
            <Link
              to="."
              search={({ pane: _, ...old }: RunSearch) => ({ ...old, line: line.position })}
            >
              {line.text}
            </Link>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** Of what the page has read; asked for where it let go of lines that may be among them. */
function useTail(id: string, { events, dropped }: RunModel, failure: LogEvent): LogEvent[] {
  // Lines before a failure that was read come no more; another list has fewer of them.
  const read = useMemo(() => tailOf(events, failure), [events, failure])
  const query = useQuery({
    queryKey: ['failure-tail', id, failure.position],
    queryFn: ({ signal }) => {
      const filter = { steps: failure.step === null ? [] : [failure.step], kinds: [...SAID] }
      const asked = { id, filter, before: failure.position, limit: TAIL }
      return request(FailureTailDocument, asked, signal)
    },
    enabled: dropped > 0 && read.length < TAIL,
    staleTime: Infinity,
  })
  return query.data?.run?.foundEvents?.events ?? read
}
