import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import type { RunsSearch } from './runs-search'
import { TimeFilter } from './time-filter'

it('keeps times that are not to the minute as they were given', async () => {
  const search = {
    job: 'daily',
    from: '2026-01-01T10:00:00.123Z',
    to: '2026-01-01T10:00:00.456Z',
  }
  const taken: RunsSearch[] = []
  renderPage(<TimeFilter search={search} onChange={(next) => taken.push(next)} />)
  await userEvent.click(await screen.findByRole('button', { name: /When it was created/ }))
  expect(screen.queryByText('This is not after the beginning')).toBeNull()
  await userEvent.click(await screen.findByRole('button', { name: 'Show these' }))
  expect(taken).toEqual([search])
})
