import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeSockets } from '../testing/fake-socket'
import type { ApiError } from './client'
import { RunEventsFollowedDocument } from './generated/graphql'
import { Socket } from './socket'
import { tokens } from './token'

const OPERATION = 'RunEventsFollowed'
let sockets: FakeSockets

beforeEach(() => {
  vi.useFakeTimers()
  sockets = new FakeSockets()
})
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
  localStorage.clear()
  see('visible')
})

function see(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

const pass = (millis: number) => vi.advanceTimersByTimeAsync(millis)

/** Follows a log from its beginning. */
function listen(socket: Socket) {
  const heard = { texts: [] as number[], troubles: [] as ApiError[], ends: 0, stop: () => {} }
  let after = 0
  heard.stop = socket.subscribe({
    document: RunEventsFollowedDocument,
    variables: () => ({ id: 'r', after, limit: 10 }),
    onData: ({ runEvents }) => {
      after = runEvents.after
      heard.texts.push(after)
    },
    onEnd: () => heard.ends++,
    onTrouble: (trouble) => heard.troubles.push(trouble),
  })
  return heard
}

const page = (after: number) => ({ runEvents: { events: [], after, isWhole: false } })

it('opens one connection for all, with the token', async () => {
  tokens.accept('abc', false)
  const socket = new Socket()
  listen(socket)
  listen(socket)
  await pass(0)
  expect(sockets.opened).toHaveLength(1)
  expect(sockets.last.sent[0]).toEqual({ type: 'connection_init', payload: { token: 'abc' } })
  expect(sockets.last.subscribed).toHaveLength(2)
})

it('goes on from where it was after a lost connection', async () => {
  const heard = listen(new Socket())
  await pass(0)
  sockets.last.next(OPERATION, page(7))
  sockets.last.break()
  await pass(1_500)
  expect(sockets.opened).toHaveLength(2)
  expect(sockets.last.subscribed.map((it) => it.variables['after'])).toEqual([7])
  sockets.last.next(OPERATION, page(9))
  expect([heard.texts, heard.troubles]).toEqual([[7, 9], []])
})

it('hears nothing of a connection that it gave up', async () => {
  const heard = listen(new Socket())
  await pass(0)
  const first = sockets.last
  await pass(61_000)
  expect(sockets.opened.length).toBeGreaterThan(1)
  first.next(OPERATION, page(3))
  expect(heard.texts).toEqual([])
})

it('waits longer and longer while nobody is there, and says so', async () => {
  sockets.isThere = false
  const heard = listen(new Socket())
  await pass(60_000)
  expect(sockets.opened.length).toBeGreaterThan(4)
  expect(sockets.opened.length).toBeLessThan(12)
  expect(heard.troubles[0]?.trouble).toBe('unreachable')
})

it('answers when it is asked whether it is there', async () => {
  listen(new Socket())
  await pass(0)
  sockets.last.tell({ type: 'ping' })
  expect(sockets.last.sent.at(-1)).toEqual({ type: 'pong' })
})

it('closes when nobody listens any more, and not for a moment', async () => {
  const socket = new Socket()
  const heard = listen(socket)
  await pass(0)
  heard.stop()
  expect(sockets.last.subscribed).toEqual([])
  const next = listen(socket)
  await pass(10_000)
  expect([sockets.opened.length, sockets.last.readyState]).toEqual([1, 1])
  next.stop()
  await pass(10_000)
  expect(sockets.last.readyState).toBe(3)
})

it('closes when the page is hidden for long, and goes on when it is seen', async () => {
  listen(new Socket())
  await pass(0)
  sockets.last.next(OPERATION, page(5))
  see('hidden')
  await pass(30_000)
  sockets.last.tell({ type: 'ping' })
  expect(sockets.last.readyState).toBe(1)
  await pass(31_000)
  expect([sockets.last.readyState, sockets.opened.length]).toEqual([3, 1])
  see('visible')
  await pass(0)
  expect(sockets.last.subscribed.map((it) => it.variables['after'])).toEqual([5])
})

it('stays while the page is hidden for what is kept', async () => {
  new Socket().subscribe({
    document: RunEventsFollowedDocument,
    variables: () => ({ id: 'r', after: 0, limit: 10 }),
    onData: () => {},
    isKept: true,
  })
  await pass(0)
  see('hidden')
  await pass(40_000)
  sockets.last.tell({ type: 'ping' })
  await pass(40_000)
  expect([sockets.last.readyState, sockets.opened.length]).toEqual([1, 1])
  sockets.last.break()
  await pass(2_000)
  expect(sockets.opened).toHaveLength(2)
})

it('wants a token when the one it has is refused, and begins with the new one', async () => {
  tokens.accept('old', false)
  const heard = listen(new Socket())
  await pass(0)
  sockets.last.break(4401)
  expect([tokens.wanted(), heard.troubles.map((it) => it.trouble)]).toEqual([
    true,
    ['unauthorized'],
  ])
  await pass(20_000)
  expect(sockets.opened).toHaveLength(1)
  tokens.accept('new', false)
  await pass(0)
  expect(sockets.last.sent[0]?.payload).toEqual({ token: 'new' })
})

it.each([
  ['a wrong request', { message: 'no', extensions: { code: 'BAD_REQUEST' } }, 'rejected', 0],
  [
    'a wrong field',
    { message: 'no', extensions: { classification: 'ValidationError' } },
    'rejected',
    0,
  ],
  ['a fault', { message: 'no', extensions: { code: 'INTERNAL' } }, 'faulty', 1],
  ['a busy server', { message: 'no' }, 'faulty', 1],
])('tries %s again or not', async (_, error, trouble, again) => {
  const heard = listen(new Socket())
  await pass(0)
  sockets.last.fail(OPERATION, error)
  await pass(2_000)
  expect(heard.troubles.map((it) => it.trouble)).toEqual([trouble])
  expect(sockets.last.subscribed).toHaveLength(again)
})

it('tells the end', async () => {
  const heard = listen(new Socket())
  await pass(0)
  sockets.last.complete(OPERATION)
  await pass(2_000)
  expect([heard.ends, sockets.last.subscribed.length]).toEqual([1, 0])
})
