import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FileLink } from './file-link'
import { Kind } from './kind'

const LOOK = {
  sources: 'https://host/blob/{file}',
  kinds: [{ kind: 'spark', icon: 'BOLT', color: 'ORANGE' }],
}

function show(look: typeof LOOK | undefined): void {
  const client = new QueryClient()
  if (look) client.setQueryData(['health'], { locations: [], look })
  render(
    <QueryClientProvider client={client}>
      <MantineProvider>
        <Kind name="spark" />
        <Kind name="other" />
        <FileLink file="jobs/load.yaml" />
      </MantineProvider>
    </QueryClientProvider>,
  )
}

it('shows kinds and files as the settings say', () => {
  show(LOOK)
  expect(screen.getByText('spark').dataset).toMatchObject({ color: 'ORANGE', icon: 'BOLT' })
  expect(screen.getByText('spark').querySelector('svg')).toBeTruthy()
  expect(screen.getByText('other').dataset['color']).toBeUndefined()
  const link = screen.getByRole<HTMLAnchorElement>('link')
  expect([link.href, link.rel]).toEqual(['https://host/blob/jobs/load.yaml', 'noreferrer'])
})

it('shows them plainly where nothing was said', () => {
  show(undefined)
  expect(screen.getByText('spark').querySelector('svg')).toBeNull()
  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByText('jobs/load.yaml')).toBeTruthy()
})
