import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeSockets } from '@/shared/testing/fake-socket'
import { keepWatch, MOST_WATCHES, UNWATCHED_KEY, unwatchedIn } from './kept-watches'
import { Watches } from './watches'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(async () => {
  made.splice(0).forEach((it) => {
    it.remove('r')
  })
  // Until the connection is closed.
  await vi.advanceTimersByTimeAsync(10_000)
  vi.useRealTimers()
})

const kept = () => localStorage
const made: Watches[] = []

function watching(onEnd: (run: { job: string }, end: string) => void): Watches {
  const watches = new Watches(onEnd, kept)
  made.push(watches)
  return watches
}

const run = { id: 'r', root: 'r', job: 'daily' }

it('tells the end of a run once, and listens no more', async () => {
  const sockets = new FakeSockets()
  const told: string[] = []
  const watches = watching(({ job }, status) => told.push(`${job} ${status}`))
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
  const watches = watching(() => {
    throw new Error('nobody wants to know')
  })
  watches.add(run)
  await vi.advanceTimersByTimeAsync(0)
  watches.remove('r')
  expect([watches.has('r'), sockets.last.subscribed]).toEqual([false, []])
})

it('goes on in the page that is loaded next, and tells what ended meanwhile', async () => {
  keepWatch(kept, run, Date.now())
  const sockets = new FakeSockets()
  const told: string[] = []
  const next = watching(({ job }, end) => told.push(`${job} ${end}`))
  next.restore()
  expect(next.has('r')).toBe(true)
  await vi.advanceTimersByTimeAsync(2_000)
  const runs = [{ id: 'r', status: 'SUCCEEDED' }]
  sockets.last.next('RunsFollowed', { runs: { runs, before: null } })
  expect(told).toEqual(['daily SUCCEEDED'])
  expect(localStorage.length).toBe(0)
})

it('goes on with others where nothing can be kept, and gives up the oldest of too many', () => {
  new FakeSockets()
  const watches = new Watches(
    () => {},
    () => {
      throw new Error('no store')
    },
  )
  const ids = Array.from({ length: MOST_WATCHES + 1 }, (_, i) => `r${i}`)
  ids.forEach((id) => {
    watches.add({ ...run, id })
  })
  expect(ids.filter((id) => !watches.has(id))).toEqual(['r0'])
  ids.forEach((id) => {
    watches.remove(id)
  })
})

it('takes up what another tab watches, and goes on with what has ended there until it is told', async () => {
  const sockets = new FakeSockets()
  const told: string[] = []
  const watches = watching((_run, end) => told.push(end))
  keepWatch(kept, run, Date.now())
  watches.restore()
  localStorage.clear()
  watches.restore()
  expect(watches.has('r')).toBe(true)
  await vi.advanceTimersByTimeAsync(2_000)
  sockets.last.next('RunsFollowed', {
    runs: { runs: [{ id: 'r', status: 'FAILED' }], before: null },
  })
  expect(told).toEqual(['FAILED'])
})

it('tells other tabs what a viewer watches no more, and not what has ended', () => {
  new FakeSockets()
  const watches = watching(() => {})
  watches.add(run)
  watches.remove('r')
  expect(unwatchedIn(localStorage.getItem(UNWATCHED_KEY))).toBe('r')
  const other = watching(() => {})
  keepWatch(kept, run, Date.now())
  other.restore()
  other.leave('r')
  expect(other.has('r')).toBe(false)
})

it.each([
  ['tells of one that was deleted', null, ['DELETED']],
  ['does not take one for deleted that is not among the newest', 'x', []],
])('%s', async (_, before, expected) => {
  const sockets = new FakeSockets()
  const told: string[] = []
  watching((_run, end) => told.push(end)).add(run)
  await vi.advanceTimersByTimeAsync(2_000)
  sockets.last.next('RunsFollowed', { runs: { runs: [], before } })
  expect(told).toEqual(expected)
})
