import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { FakeSockets } from '@/shared/testing/fake-socket'
import { RunModel, type RunData } from './run-model'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function run(status: RunData['status']): RunData {
  const events = { events: [], after: 0, isWhole: false }
  const steps = { steps: [], after: null }
  return { id: 'r', status, plan: null, steps, events } as unknown as RunData
}

/** A log of so many events, of which some are given at once. */
function server(last: number, atOnce = 2): FakeApi {
  return new FakeApi().answer('RunEvents', ({ after }) => {
    const from = Number(after) + 1
    const count = Math.max(0, Math.min(atOnce, last - from + 1))
    const events = Array.from({ length: count }, (_, i) => ({
      position: from + i,
      time: '2026-01-01T00:00:00Z',
      kind: 'Printed',
      step: null,
      text: '',
    }))
    const end = from + count - 1
    return { run: { events: { events, after: end, isWhole: end === last } } }
  })
}

const fault = () => new Response('<html>', { status: 502 })

function read(model: RunModel): { isOver: boolean; end: AbortController } {
  const reading = { isOver: false, end: new AbortController() }
  void model
    .read(reading.end.signal, () => {})
    .then(() => {
      reading.isOver = true
    })
  return reading
}

it('waits between requests while the server has a fault, and says so', async () => {
  const api = server(4).failNext(...Array.from({ length: 50 }, fault))
  const model = new RunModel(run('SUCCEEDED'))
  const { end } = read(model)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(api.asked.length).toBeLessThan(8)
  expect(model.trouble?.message).toContain('502')
  end.abort()
})

it('goes on when the fault is over, and says no more of it', async () => {
  server(4).failNext(fault(), fault(), fault())
  const model = new RunModel(run('SUCCEEDED'))
  const reading = read(model)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(model.events.map((it) => it.position)).toEqual([1, 2, 3, 4])
  expect([model.trouble, model.isWhole, reading.isOver]).toEqual([undefined, true, true])
})

it('stops when the request is refused', async () => {
  const api = server(4).failNext(Response.json({ errors: [{ message: 'no such field' }] }))
  const model = new RunModel(run('SUCCEEDED'))
  const reading = read(model)
  await vi.advanceTimersByTimeAsync(30_000)
  expect([reading.isOver, api.asked.length]).toEqual([true, 1])
  expect(model.trouble?.message).toBe('no such field')
})

it('stops when the run is there no more', async () => {
  const api = new FakeApi().answer('RunEvents', () => ({ run: null }))
  const reading = read(new RunModel(run('SUCCEEDED')))
  await vi.advanceTimersByTimeAsync(30_000)
  expect([reading.isOver, api.asked.length]).toEqual([true, 1])
})

it('is told of a run that goes on, and says when it is not connected', async () => {
  const sockets = new FakeSockets()
  const model = new RunModel(run('STARTED'))
  const reading = read(model)
  await vi.advanceTimersByTimeAsync(0)
  sockets.isThere = false
  sockets.last.break()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(model.trouble?.message).toContain('not connected')
  sockets.isThere = true
  await vi.advanceTimersByTimeAsync(20_000)
  expect([model.trouble, reading.isOver]).toEqual([undefined, false])
  const event = {
    position: 1,
    time: '2026-01-01T00:00:00Z',
    kind: 'RunFailed',
    step: null,
    text: '',
  }
  const runEvents = { events: [event], after: 1, isWhole: true }
  sockets.last.next('RunEventsFollowed', { runEvents })
  sockets.last.complete('RunEventsFollowed')
  await vi.advanceTimersByTimeAsync(0)
  expect([model.events.length, model.isWhole, reading.isOver]).toEqual([1, true, true])
})

it('reads so many of a run that has ended by themselves', async () => {
  server(30_000, 2_000)
  const model = new RunModel(run('SUCCEEDED'))
  const reading = read(model)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([reading.isOver, model.events.length]).toEqual([true, 20_000])
})

it.each([
  ['lines', { lines: 100, signs: 1_000_000 }, 150, 60, 90],
  ['signs', { lines: 1_000, signs: 1_000 }, 150, 60, 90],
  ['all that there is room for', { lines: 150, signs: 1_500 }, 150, 0, 150],
])('keeps a bounded part of a log that grows: %s', (_, bound, count, dropped, kept) => {
  const events = Array.from({ length: count }, (_unused, index) => ({
    position: index + 1,
    time: '',
    kind: index === 2 ? 'StepFailed' : 'Logged',
    step: null,
    text: 'ten signs.',
  }))
  const page = { events, after: count, isWhole: false }
  const model = new RunModel({ ...run('STARTED'), events: page }, bound)
  expect([model.dropped, model.events.length]).toEqual([dropped, kept])
  expect(model.events[0]?.position).toBe(dropped + 1)
  // What it failed with is known all the same.
  expect(model.firstFailure()?.position).toBe(3)
  const ended = new RunModel({ ...run('SUCCEEDED'), events: page }, bound)
  expect([ended.dropped, ended.events.length]).toEqual([0, count])
})
