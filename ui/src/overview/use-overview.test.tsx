import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { FakeSockets } from '@/shared/testing/fake-socket'
import { useOverview } from './use-overview'

const WELL = { states: [], failed: [], stale: [], failedChecks: [], areAllChecks: true }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(async () => {
  cleanup()
  // Until the connection is closed.
  await vi.advanceTimersByTimeAsync(10_000)
  vi.useRealTimers()
})

it('asks again for locations, and not for the runs that it is told of', async () => {
  new FakeSockets()
  const none = { runs: [], before: null }
  const timeline = { rows: [], isWhole: true }
  const api = new FakeApi()
    .answer('Overview', () => ({
      timeline,
      active: none,
      failed: none,
      recent: none,
      assetHealth: WELL,
    }))
    .answer('Health', () => ({ server: { isReadOnly: false }, locations: [] }))
  const client = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const { result } = renderHook(() => useOverview({}), { wrapper })
  await act(() => vi.advanceTimersByTimeAsync(95_000))
  expect(result.current.query.data?.locations).toEqual([])
  expect(api.variablesOf('Overview')).toHaveLength(1)
  expect(api.variablesOf('Health')).toHaveLength(4)
})
