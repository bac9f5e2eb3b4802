import { Button, Skeleton } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { ApiError } from '../api/client'
import { Notice } from './notice'

/** What was asked for, by one request or by several. */
export interface Asked<T> {
  data: T | undefined
  error: Error | null
  refetch: () => unknown
}

interface Props<T> {
  query: Asked<T>
  /** What stands there until the answer comes, about as large as that. */
  skeleton?: ReactNode
  children: (data: T) => ReactNode
}

/** Shows what a query has: content, its outline, or what went wrong with a way to go on. */
export function QueryState<T>({ query, skeleton, children }: Props<T>): ReactNode {
  const trouble = query.error && (
    <Trouble
      error={query.error}
      retry={() => {
        query.refetch()
      }}
    />
  )
  if (query.data === undefined) return trouble ?? skeleton ?? <Lines />
  return (
    <>
      {trouble}
      {children(query.data)}
    </>
  )
}

export function Trouble({ error, retry }: { error: Error; retry: () => void }): ReactElement {
  return (
    <div style={{ margin: '8px 0' }}>
      <Notice
        tone="bad"
        title={titleOf(error)}
        action={
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        }
      >
        {error.message}
      </Notice>
    </div>
  )
}

function titleOf(error: Error): string {
  if (!(error instanceof ApiError)) return 'This part of the page is broken'
  switch (error.trouble) {
    case 'unreachable':
      return 'No connection'
    case 'unauthorized':
      return 'A token is wanted'
    case 'rejected':
      return 'The server did not accept the request'
    case 'faulty':
      return 'The server has a fault'
  }
}

export function Lines({ count = 8 }: { count?: number }): ReactElement {
  return (
    <div aria-busy aria-label="Loading" role="status">
      {Array.from({ length: count }, (_, i) => (
        <Skeleton key={i} height={14} my={11} width={`${90 - ((i * 17) % 40)}%`} />
      ))}
    </div>
  )
}
