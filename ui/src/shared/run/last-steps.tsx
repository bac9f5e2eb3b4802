import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '../api/client'
import { LastStepsDocument } from '../api/generated/graphql'
import { useLiveQuery } from '../api/use-live'
import { QueryState } from '../components/query-state'
import { Status } from '../components/status'
import { Age, Duration } from '../components/time'
import styles from './last-steps.module.css'

/** An asset by its key, or an op of a job. */
type Props = { asset: string } | { step: string; location: string; job: string }

/** Where the step of a node came to in the last ten runs that have it, each a link to that step. */
export function LastSteps(of: Props): ReactElement {
  const query = useQuery({
    queryKey: ['last-steps', of],
    queryFn: ({ signal }) => request(LastStepsDocument, of, signal),
    staleTime: 10_000,
  })
  useLiveQuery(query, query.data ? 30_000 : false)
  return (
    <section className={styles['list']} aria-label="Last runs of it">
      <h3>Last runs of it</h3>
      <QueryState query={query}>
        {({ lastSteps }) =>
          lastSteps.length === 0 ? (
            <p>None of the newest 1,000 runs has it.</p>
          ) : (
            <ol>
              {lastSteps.map(({ run, step: { key, status, began, ended } }) => (
                <li key={`${run.id} ${key}`}>
                  <Link
                    to="/runs/$runId"
                    params={{ runId: run.id }}
                    search={{ step: key }}
                    title={`Step ${key} of a run of ${run.job}`}
                  >
                    <Status status={status} />
                    <span>{(ended ?? began) && <Age at={ended ?? began ?? ''} />}</span>
                    <span>{began && <Duration from={began} to={ended} />}</span>
                  </Link>
                </li>
              ))}
            </ol>
          )
        }
      </QueryState>
    </section>
  )
}
