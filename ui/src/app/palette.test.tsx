import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
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

it('does what the page at hand lets do, and no more than that', async () => {
  server()
  const cancel = vi.fn()
  function Page(): ReactElement {
    const [isOpen, setOpen] = useState(false)
    return (
      <>
        <button onClick={() => setOpen(true)}>Search</button>
        <button data-action="Cancel run of daily" onClick={cancel}>
          Cancel
        </button>
        <button data-action="Re-run daily from failure" disabled>
          Re-run
        </button>
        <Palette opened={isOpen} onClose={() => setOpen(false)} />
      </>
    )
  }
  renderPage(<Page />)
  await userEvent.click(await screen.findByRole('button', { name: 'Search' }))
  await screen.findByRole('combobox', { name: 'Search' })
  expect(screen.getAllByRole('option')[0]?.textContent).toBe('Cancel run of dailyOn this page')
  expect(screen.queryByText('Re-run daily from failure')).toBeNull()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(cancel).toHaveBeenCalledOnce()
  })
})

it('begins with what was opened lately', async () => {
  server()
  localStorage.setItem('dagwerk.recent', '["/runs/01a2-77", "/asset/raw/orders"]')
  renderPage(<Palette opened onClose={vi.fn()} />)
  expect(await screen.findByText('daily, failed')).toBeTruthy()
  const texts = screen.getAllByRole('option').map((it) => it.textContent)
  expect(texts.slice(0, 2)).toEqual(['01a2-77daily, failed', 'raw/ordersraw'])
  expect(texts.filter((it) => it.startsWith('01a2-77'))).toHaveLength(1)
  localStorage.clear()
})

it('finds any run by how its id begins', async () => {
  const api = server().answer('SearchRuns', () => ({
    runs: { runs: [{ id: '00f1-old', job: 'nightly', status: 'SUCCEEDED', created: '' }] },
  }))
  const router = renderPage(<Palette opened onClose={vi.fn()} />)
  await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), '00F1')
  expect(await screen.findByText('nightly, succeeded')).toBeTruthy()
  expect(api.variablesOf('SearchRuns')).toEqual([{ idPrefix: '00f1' }])
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/runs/00f1-old')
  })
})

it('keeps what is marked when later results come before it', async () => {
  const run = (id: string) => ({ id, job: 'daily', status: 'FAILED', created: '' })
  server().answer('SearchRuns', () => ({ runs: { runs: [run('01a2-ff')] } }))
  renderPage(<Palette opened onClose={vi.fn()} />)
  await userEvent.type(await screen.findByRole('combobox', { name: 'Search' }), '01a2')
  await userEvent.hover(await screen.findByRole('option', { name: /01a2-77/ }))
  await screen.findByRole('option', { name: /01a2-ff/ })
  const marked = screen.getAllByRole('option').filter((it) => it.ariaSelected === 'true')
  expect(marked.map((it) => it.textContent)).toEqual(['01a2-77daily, failed'])
  expect(screen.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(marked[0]?.id)
})
