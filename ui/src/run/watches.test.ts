import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeSockets } from '@/shared/testing/fake-socket'
import { Watches } from './watches'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const run = { id: 'r', root: 'r', job: 'daily' }

it('tells the end of a run once, and listens no more', async () => {
  const sockets = new FakeSockets()
  const told: string[] = []
  const watches = new Watches(({ job }, status) => told.push(`${job} ${status}`))
  watches.add(run)
  watches.add(run)
  await vi.advanceTimersByTimeAsync(0)
  const tell = (status: string) => {
    sockets.last.next('RunsFollowed', { runs: { runs: [{ id: 'r', status }], before: null } })
  }
  expect(sockets.last.subscribed.map((it) => it.variables['filter'])).toEqual([
    { statuses: [], tags: [], root: 'r' },
  ])
  tell('STARTED')
  expect([told, watches.has('r')]).toEqual([[], true])
  tell('FAILED')
  expect([told, watches.has('r')]).toEqual([['daily FAILED'], false])
  expect(sockets.last.subscribed).toEqual([])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sockets.last.readyState).toBe(3)
})

it('tells nothing of a run that is watched no more', async () => {
  const sockets = new FakeSockets()
  const watches = new Watches(() => {
    throw new Error('nobody wants to know')
  })
  watches.add(run)
  await vi.advanceTimersByTimeAsync(0)
  watches.remove('r')
  expect([watches.has('r'), sockets.last.subscribed]).toEqual([false, []])
})
