import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { FakeSockets } from '@/shared/testing/fake-socket'
import { renderPage } from '@/shared/testing/render-page'
import { OutputPane } from './output-pane'
import type { RunData } from './run-model'

beforeEach(() => vi.useFakeTimers())
afterEach(async () => {
  cleanup()
  // Until the connection is closed.
  await vi.advanceTimersByTimeAsync(10_000)
  vi.useRealTimers()
})

const pass = (millis: number) => act(() => vi.advanceTimersByTimeAsync(millis))

it('finds what begins to print while the run goes on, and asks for the attempt that printed', async () => {
  const logs: object[] = []
  const api = new FakeApi()
    .answer('RunStreams', () => ({ run: { logs: { logs } } }))
    .answer('RunOutput', ({ attempt }) => ({
      run: { log: { offset: 0, end: 5, text: `of attempt ${String(attempt)}`, isWhole: true } },
    }))
  renderPage(<OutputPane run={{ id: 'r', status: 'STARTED' } as RunData} search={{}} />)
  await pass(500)
  expect(screen.getByText('Nothing was printed')).toBeTruthy()
  logs.push({ step: 'a', attempt: 1, stream: 'STDOUT' })
  await pass(3_500)
  expect(screen.getByText('of attempt 1')).toBeTruthy()
  logs.push({ step: 'a', attempt: 2, stream: 'STDOUT' })
  await pass(3_500)
  expect(screen.getByText('of attempt 2')).toBeTruthy()
  expect(api.variablesOf('RunOutput').map((it) => it['attempt'])).toEqual([1, 2])
})

it('is told what is printed on from what was read', async () => {
  const sockets = new FakeSockets()
  const logs = [{ step: 'a', attempt: 1, stream: 'STDOUT' }]
  new FakeApi()
    .answer('RunStreams', () => ({ run: { logs: { logs } } }))
    .answer('RunOutput', () => ({
      run: { log: { offset: 0, end: 4, text: 'one ', isWhole: false } },
    }))
  renderPage(<OutputPane run={{ id: 'r', status: 'STARTED' } as RunData} search={{}} />)
  await pass(500)
  expect(sockets.last.subscribed[0]?.variables['offset']).toBe(4)
  const tell = (offset: number, text: string, isWhole: boolean) => {
    const printed = { offset, end: offset + text.length, text, isWhole }
    sockets.last.next('RunOutputFollowed', { printed })
  }
  tell(4, 'two ', false)
  sockets.last.break()
  await pass(2_000)
  expect(sockets.last.subscribed[0]?.variables['offset']).toBe(8)
  tell(8, 'three', true)
  await pass(100)
  expect(screen.getByText('one two three')).toBeTruthy()
  expect(sockets.last.subscribed).toEqual([])
})

it('keeps a part of much text, and reads what came before it when it is asked for', async () => {
  const api = new FakeApi()
    .answer('RunStreams', () => ({
      run: { logs: { logs: [{ step: 'a', attempt: 1, stream: 'STDOUT' }] } },
    }))
    .answer('RunOutput', (asked) => {
      const [offset, limit] = [Number(asked['offset']), Number(asked['limit'])]
      const text = `[${offset / limit}]`
      return { run: { log: { offset, end: offset + limit, text, isWhole: false } } }
    })
  renderPage(<OutputPane run={{ id: 'r', status: 'SUCCEEDED' } as RunData} search={{}} />)
  await pass(500)
  for (let i = 0; i < 8; i++) {
    screen.getByRole('button', { name: 'Read more' }).click()
    await pass(500)
  }
  expect(screen.getByText('[2][3][4][5][6][7][8]')).toBeTruthy()
  screen.getByRole('button', { name: 'Show older text' }).click()
  await pass(500)
  expect(screen.getByText('[1][2][3][4][5][6][7][8]')).toBeTruthy()
  expect(api.variablesOf('RunOutput').at(-1)?.['offset']).toBe(262_144)
})

it('is told on what is printed while older text is read', async () => {
  const sockets = new FakeSockets()
  const PART = 262_144
  const begin = 9 * PART
  let tail = 'one '
  const partAt = (offset: number) => ({
    run: {
      log:
        offset < begin
          ? { offset, end: offset + PART, text: `[${offset / PART}]`, isWhole: false }
          : { offset, end: begin + tail.length, text: tail, isWhole: false },
    },
  })
  const api = new FakeApi()
    .answer('RunStreams', () => ({
      run: { logs: { logs: [{ step: 'a', attempt: 1, stream: 'STDOUT' }] } },
    }))
    .answer('RunOutput', async ({ offset }) => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      return partAt(Number(offset))
    })
  renderPage(<OutputPane run={{ id: 'r', status: 'STARTED' } as RunData} search={{}} />)
  for (let i = 0; i < 12; i++) await pass(100)
  // As the server does: to each that listens, on from where it was.
  const told = new Map<string, number>()
  const print = async (text: string) => {
    tail += text
    for (const { id, variables } of sockets.last.subscribed) {
      const offset = told.get(id) ?? Number(variables['offset'])
      const end = begin + tail.length
      told.set(id, end)
      const printed = { offset, end, text: tail.slice(offset - begin), isWhole: false }
      sockets.last.tell({ type: 'next', id, payload: { data: { printed } } })
    }
    await pass(100)
  }
  await print('two ')
  const answer = api.hold('RunOutput')
  screen.getByRole('button', { name: 'Show older text' }).click()
  await pass(100)
  await print('three ')
  answer(partAt(PART))
  await pass(100)
  await print('four')
  expect(screen.getByText('[1][2][3][4][5][6][7][8]one two three four')).toBeTruthy()
})

it('shows what an older attempt printed when that is chosen', async () => {
  const logs = [1, 2].map((attempt) => ({ step: 'a', attempt, stream: 'STDOUT' }))
  const api = new FakeApi()
    .answer('RunStreams', () => ({ run: { logs: { logs } } }))
    .answer('RunOutput', ({ attempt }) => ({
      run: { log: { offset: 0, end: 5, text: `of attempt ${String(attempt)}`, isWhole: true } },
    }))
  const run = { id: 'r', status: 'SUCCEEDED' } as RunData
  const router = renderPage(<OutputPane run={run} search={{ attempt: 1 }} />)
  await pass(500)
  expect(screen.getByText('of attempt 1')).toBeTruthy()
  expect(api.variablesOf('RunOutput').map((it) => it['attempt'])).toEqual([1])
  const box = screen.getByLabelText('Attempt of the run', { selector: 'input' })
  expect(box).toHaveProperty('value', 'Attempt 1')
  box.click()
  await pass(500)
  screen.getByText('Attempt 2, the newest').click()
  await pass(500)
  expect(router.state.location.search).toEqual({})
})
