import { Button } from '@mantine/core'
import type { ReactElement } from 'react'
import { Notice } from './notice'
import { Page } from './page'

/** What the router shows in the place of a page that broke; the frame around it stays. */
export function BrokenPage({ error, reset }: { error: unknown; reset: () => void }): ReactElement {
  return (
    <Page title="Broken page" heading="This page is broken">
      <Notice
        tone="bad"
        title="It could not be drawn"
        action={
          <Button variant="default" onClick={reset}>
            Try again
          </Button>
        }
      >
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </Notice>
    </Page>
  )
}
