import type { ReactElement } from 'react'
import { Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'

export function NotFoundPage(): ReactElement {
  return (
    <Page title="Not found" heading="There is no such page">
      <Empty
        title="The address leads nowhere"
        action={<ButtonLink to="/overview">Go to the overview</ButtonLink>}
      >
        Search with <kbd>/</kbd> for a job, an asset or a run.
      </Empty>
    </Page>
  )
}
