import { Button, Loader } from '@mantine/core'
import type { ReactElement } from 'react'

interface Props {
  /** How much is shown. */
  text: string
  isLoading: boolean
  /** Why the next page could not be loaded. */
  error: Error | null
  onMore: () => void
}

/** What stands below a list that is loaded page by page; after a failure it goes on when it is told to. */
export function ListEnd({ text, isLoading, error, onMore }: Props): ReactElement {
  return (
    <p style={{ padding: '10px 8px 24px', color: 'var(--text-faint)' }} role="status">
      {isLoading && <Loader size={12} mr={8} />}
      {text}
      {error && (
        <>
          . What comes next could not be loaded: {error.message}{' '}
          <Button variant="default" size="compact-xs" loading={isLoading} onClick={onMore}>
            Load more
          </Button>
        </>
      )}
    </p>
  )
}
