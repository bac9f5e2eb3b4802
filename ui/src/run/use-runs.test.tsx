import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { FakeSockets } from '@/shared/testing/fake-socket'
import type { RunsSearch } from './runs-search'
import { useRuns } from './use-runs'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-01-01T12:00:00Z') })
})
afterEach(async () => {
  cleanup()
  // Until the connection is closed.
  await vi.advanceTimersByTimeAsync(10_000)
  vi.useRealTimers()
})

const pass = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis))

it('counts the last hour from when it is chosen, and anew as time goes on', async () => {
  new FakeSockets()
  const runs = { runs: [], before: null, statusCounts: [] }
  const api = new FakeApi().answer('RunsCounted', () => ({ runs }))
  const client = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { rerender, result } = renderHook((search: RunsSearch) => useRuns(search), {
    wrapper,
    initialProps: {},
  })
  const last = () => api.variablesOf('RunsCounted').at(-1)?.['filter']
  await pass(30 * 60_000)
  expect(last()).toEqual({ statuses: [], tags: [] })
  rerender({ since: '1h' })
  await pass(100)
  const from = (time: string) => ({ created: { from: `2026-01-01T${time}:00.000Z` } })
  expect(last()).toMatchObject(from('11:30'))
  await pass(5 * 60_000)
  expect(last()).toMatchObject(from('11:35'))
  expect(result.current.rows).toEqual([])
})
