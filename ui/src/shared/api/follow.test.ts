import { expect, it, vi } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { FakeSockets } from '../testing/fake-socket'
import { follow, type EventPage } from './follow'

const LAST = 10

function event(position: number): EventPage['events'][number] {
  return {
    position,
    time: '2026-01-01T00:00:00Z',
    kind: 'Printed',
    step: null,
    text: `${position}`,
  }
}

/** A log of ten events, three of which are given at once. */
function server(): FakeApi {
  return new FakeApi().answer('RunEvents', ({ after }) => {
    const from = Number(after) + 1
    const events = [from, from + 1, from + 2].filter((it) => it <= LAST).map(event)
    const end = events.at(-1)?.position ?? LAST
    return { run: { events: { events, after: end, isWhole: end === LAST } } }
  })
}

async function read(
  api: FakeApi,
  more: Partial<Parameters<typeof follow>[0]> = {},
): Promise<number[]> {
  const seen: number[] = []
  const { signal } = new AbortController()
  const onPage = (page: EventPage) => seen.push(...page.events.map((it) => it.position))
  await follow({ run: 'r', after: 0, isLive: false, onPage, signal, ...more })
  expect(api.asked.length).toBeGreaterThan(0)
  return seen
}

const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

it('reads a log to its end', async () => {
  expect(await read(server())).toEqual(all)
})

it('goes on after a lost connection without a gap or a double', async () => {
  vi.useFakeTimers()
  const api = server().failNext(new TypeError('lost'), new TypeError('lost again'))
  const seen = read(api)
  await vi.runAllTimersAsync()
  expect(await seen).toEqual(all)
  vi.useRealTimers()
})

it('goes on from a position, and ends after enough', async () => {
  expect(await read(server(), { after: 2, most: 4 })).toEqual([3, 4, 5, 6, 7, 8])
})

it('is told what comes, and goes on after a lost connection from there', async () => {
  vi.useFakeTimers()
  const sockets = new FakeSockets()
  const seen: number[] = []
  let isOver = false
  void follow({
    run: 'r',
    after: 2,
    isLive: true,
    onPage: ({ events }) => seen.push(...events.map((it) => it.position)),
    signal: new AbortController().signal,
  }).then(() => {
    isOver = true
  })
  const tell = (...positions: number[]) => {
    const events = positions.map(event)
    const after = positions.at(-1) ?? 0
    sockets.last.next('RunEventsFollowed', { runEvents: { events, after, isWhole: after === 6 } })
  }
  await vi.advanceTimersByTimeAsync(0)
  tell(3, 4)
  sockets.last.break()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sockets.last.subscribed[0]?.variables['after']).toBe(4)
  tell(5, 6)
  sockets.last.complete('RunEventsFollowed')
  await vi.advanceTimersByTimeAsync(0)
  expect([seen, isOver]).toEqual([[3, 4, 5, 6], true])
  vi.useRealTimers()
})
