import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { RunsTable } from './runs-table'
import { useRuns } from './use-runs'

const run = (id: string) => ({ id, job: 'daily', location: 'l', status: 'FAILED', tags: [] })
const counted = (runs: object[], before: string | null) => ({ runs, before, statusCounts: [] })

function Table(): ReactElement {
  const runs = useRuns({})
  if (!runs.rows) return <button onClick={runs.refresh}>Try again</button>
  return <RunsTable runs={runs} rows={runs.rows} selected={new Set()} onSelect={() => {}} />
}

it('asks once for a page that fails, then when it is told to', async () => {
  let isBroken = true
  const api = new FakeApi()
    .answer('RunsCounted', () => ({ runs: counted([run('b')], 'b') }))
    .answer('Runs', () => (isBroken ? undefined : { runs: { runs: [run('a')], before: null } }))
  renderPage(<Table />)
  for (let asked = 2; asked < 6; asked++) {
    const button = await screen.findByRole('button', { name: 'Load more' })
    expect(api.asked).toHaveLength(asked)
    isBroken = asked < 5
    await userEvent.click(button)
  }
  await waitFor(() => {
    expect(screen.getByText('2 runs, all shown')).toBeTruthy()
  })
})

it('loads what could not be loaded at first', async () => {
  new FakeApi()
    .failNext(new Response('', { status: 502 }))
    .answer('RunsCounted', () => ({ runs: counted([run('a')], null) }))
  renderPage(<Table />)
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('1 run, all shown')).toBeTruthy()
})
