import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AssetHealthPartsFragment } from '@/shared/api/generated/graphql'
import { stamp, type Stamped } from '@/shared/api/stamp'
import { FakeApi } from '@/shared/testing/fake-api'
import { useAssetHealth } from './use-asset-health'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const healthOf = (number: number): AssetHealthPartsFragment => ({
  states: [{ state: 'MATERIALIZED', number }],
  failed: [],
  stale: [],
  failedChecks: [],
  areAllChecks: true,
})
const readNow = (number: number) => ({ at: stamp(), value: healthOf(number) })

interface Props {
  read: Stamped<AssetHealthPartsFragment>
  ended: string
}

function open(read: Props['read']) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  const hook = renderHook(({ read, ended }: Props) => useAssetHealth(read, ended), {
    wrapper,
    initialProps: { read, ended: '' },
  })
  const shown = () => hook.result.current?.states[0]?.number
  /** And the time that it takes until it is asked for and answered. */
  const become = async (next: Props) => {
    hook.rerender(next)
    await act(() => vi.advanceTimersByTimeAsync(11_000))
    await act(() => vi.waitFor(() => expect(client.isFetching()).toBe(0)))
    await act(() => vi.advanceTimersByTimeAsync(10))
  }
  return { ...hook, shown, become }
}

it('asks anew when a run has ended, and shows what is read with the rest after that', async () => {
  const api = new FakeApi().answer('OverviewAssets', () => ({ assetHealth: healthOf(2) }))
  const first = readNow(1)
  const { shown, become } = open(first)
  expect(shown()).toBe(1)
  await become({ read: first, ended: '10:00' })
  expect(shown()).toBe(2)
  await become({ read: readNow(3), ended: '' })
  expect(shown()).toBe(3)
  expect(api.asked).toHaveLength(1)
})

it('keeps what it knows when it cannot be read anew', async () => {
  const api = new FakeApi().answer('OverviewAssets', () => ({ assetHealth: healthOf(2) }))
  const first = readNow(1)
  const { shown, become } = open(first)
  await become({ read: first, ended: '10:00' })
  api.failNext(new Response('no', { status: 500 }))
  await become({ read: first, ended: '10:01' })
  expect(api.asked).toHaveLength(2)
  expect(shown()).toBe(2)
})
