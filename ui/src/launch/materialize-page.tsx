import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Page } from '@/shared/components/page'
import { LaunchForm } from './launch-form'

const route = getRouteApi('/launch')

/** Materializes assets that a selection names, after it was shown what that comes to. */
export function MaterializePage(): ReactElement {
  const { location, ...search } = route.useSearch()
  return (
    <Page title="Materialize" above={<Link to="/assets">Assets</Link>} heading="Materialize assets">
      <LaunchForm
        key={location ?? ''}
        job="assets"
        location={location}
        modes={[]}
        presets={[]}
        search={search}
      />
    </Page>
  )
}
