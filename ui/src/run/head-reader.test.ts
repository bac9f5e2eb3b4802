import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { HeadReader } from './head-reader'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function read(api: FakeApi, statuses: string[]): [HeadReader, string[], AbortController] {
  let next = 0
  api.answer('RunHead', () => ({
    run: { status: statuses[Math.min(next++, statuses.length - 1)] },
  }))
  const seen: string[] = []
  const end = new AbortController()
  return [new HeadReader('r', end.signal, (head) => seen.push(head.status)), seen, end]
}

it('asks again until it is answered', async () => {
  const api = new FakeApi().failNext(new TypeError('lost'), new Response('', { status: 502 }))
  const [reader, seen] = read(api, ['SUCCEEDED'])
  reader.ask()
  await vi.advanceTimersByTimeAsync(10_000)
  expect([seen, api.asked.length]).toEqual([['SUCCEEDED'], 3])
})

it('asks until the status is final once the log is whole', async () => {
  const api = new FakeApi()
  const [reader, seen] = read(api, ['STARTED', 'STARTED', 'FAILED'])
  reader.askUntilEnded()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(seen).toEqual(['STARTED', 'STARTED', 'FAILED'])
})

it('asks one at a time, and once more for all that came meanwhile', async () => {
  const api = new FakeApi()
  const [reader] = read(api, ['STARTED'])
  const answer = api.hold('RunHead')
  reader.ask()
  reader.ask()
  reader.ask()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(api.asked).toHaveLength(1)
  answer({ run: { status: 'STARTED' } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(api.asked).toHaveLength(2)
})

it.each(['the run is there no more', 'nobody looks'])('stops when %s', async (reason) => {
  const api = new FakeApi()
  const [reader, seen, end] = read(api, ['STARTED'])
  if (reason === 'nobody looks') end.abort()
  else api.answer('RunHead', () => ({ run: null }))
  reader.askUntilEnded()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([seen, api.asked.length < 2]).toEqual([[], true])
})
