import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { RunBlockedDocument, type RunBlockedQuery } from '@/shared/api/generated/graphql'
import { Lines, QueryState } from '@/shared/components/query-state'
import styles from './blocked.module.css'

/** How many steps were not run because of failures; opened it lists them with their owners. */
export function Blocked({ run, count }: { run: string; count: number }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({
    // Another count is asked for anew.
    queryKey: ['blocked', run, count],
    queryFn: ({ signal }) => request(RunBlockedDocument, { id: run }, signal),
    enabled: isOpen,
    staleTime: Infinity,
  })
  return (
    <details
      className={styles['blocked']}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
      }}
    >
      <summary>
        {count.toLocaleString('en')} {count === 1 ? 'step was' : 'steps were'} not run because of it
      </summary>
      {isOpen && (
        <QueryState query={query} skeleton={<Lines count={3} />}>
          {({ run: found }) =>
            found?.failures ? (
              <>
                {found.failures
                  .filter((it) => it.blocked.length > 0)
                  .map((it) => (
                    <BlockedBy key={it.step} failure={it} />
                  ))}
              </>
            ) : (
              <p>The log of this run is too long to tell them.</p>
            )
          }
        </QueryState>
      )}
    </details>
  )
}

type Failure = NonNullable<NonNullable<RunBlockedQuery['run']>['failures']>[number]

function BlockedBy({ failure }: { failure: Failure }): ReactElement {
  const more = failure.abandoned - failure.blocked.length
  return (
    <>
      <h4>
        Because of <StepLink step={failure.step} />
      </h4>
      <ul aria-label={`Steps that were not run because of ${failure.step}`}>
        {failure.blocked.map(({ step, owners }) => (
          <li key={step}>
            <StepLink step={step} />
            <span className={styles['owners']}>
              {owners.length === 0 ? 'no owner' : owners.join(', ')}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p>and {more.toLocaleString('en')} more</p>}
    </>
  )
}

function StepLink({ step }: { step: string }): ReactElement {
  return (
    <Link to="." search={(old) => ({ ...old, step })}>
      <code>{step}</code>
    </Link>
  )
}
