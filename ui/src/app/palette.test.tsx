import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { Palette } from './palette'

function server(): FakeApi {
  return new FakeApi().answer('Search', () => ({
    locations: [{ name: 'shop', jobs: { jobs: [{ name: 'daily' }] } }],
    runs: { runs: [{ id: '01a2-77', job: 'daily', status: 'FAILED', created: '' }] },
    assets: { assets: [{ key: 'raw/orders', group: 'raw' }], after: null },
  }))
}

it.each([
  ['daily', '/jobs/shop/daily'],
  ['orders', '/asset/raw/orders'],
  ['77', '/runs/01a2-77'],
  ['deploy', '/deployment'],
])('opens what "%s" finds first', async (text, address) => {
  server()
  const onClose = vi.fn()
  const router = renderPage(<Palette opened onClose={onClose} />)
  await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), text)
  await waitFor(() => {
    expect(screen.getAllByRole('option').length).toBeGreaterThan(0)
  })
  await userEvent.keyboard('{Enter}')
  expect(onClose).toHaveBeenCalled()
  await waitFor(() => {
    expect(router.state.location.pathname).toBe(address)
  })
})

it('says where it looked when it found nothing', async () => {
  server()
  renderPage(<Palette opened onClose={vi.fn()} />)
  await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), 'nonsense')
  expect(await screen.findByText(/200 newest/)).toBeTruthy()
})
