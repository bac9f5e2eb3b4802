import { afterEach, beforeEach, expect, it } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { apiUrl, request } from './client'
import { HealthDocument } from './generated/graphql'
import { tokenIn, tokens } from './token'

let api: FakeApi

beforeEach(() => {
  api = new FakeApi().answer('Health', () => ({ locations: [] }))
})
afterEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

it('asks beside the page, also behind a prefix', () => {
  document.head.innerHTML = '<base href="https://example.org/dagwerk/">'
  expect(apiUrl().href).toBe('https://example.org/dagwerk/graphql')
  document.head.innerHTML = ''
})

it('answers with the data', async () => {
  expect(await request(HealthDocument, {})).toEqual({ locations: [] })
})

it.each<[string, Response | Error, string]>([
  ['a lost connection', new TypeError('failed'), 'unreachable'],
  ['a wrong request', Response.json({ errors: [{ message: 'no such field' }] }), 'rejected'],
  [
    'a fault',
    Response.json({ errors: [{ message: 'x', extensions: { code: 'INTERNAL' } }] }),
    'faulty',
  ],
  [
    'that it is not ready',
    Response.json({ errors: [{ message: 'x' }] }, { status: 503 }),
    'faulty',
  ],
  ['no JSON', new Response('<html>', { status: 502 }), 'faulty'],
])('tells %s', async (_, failure, trouble) => {
  api.failNext(failure)
  await expect(request(HealthDocument, {})).rejects.toMatchObject({ trouble })
})

it('wants a token when the one it has is refused', async () => {
  tokens.accept('old', true)
  api.failNext(Response.json({ errors: [] }, { status: 401 }))
  await expect(request(HealthDocument, {})).rejects.toMatchObject({ trouble: 'unauthorized' })
  expect([tokens.wanted(), tokens.current()]).toEqual([true, null])
  tokens.accept('new', false)
  expect([tokens.wanted(), tokens.current()]).toEqual([false, 'new'])
})

it('sends the token that came last, wherever one was kept before', () => {
  tokens.accept('old', false)
  tokens.accept('new', true)
  expect(tokens.current()).toBe('new')
  tokens.accept('newest', false)
  expect([tokens.current(), localStorage.length]).toEqual(['newest', 0])
})

it('leaves the token alone that another tab brought meanwhile', async () => {
  tokens.accept('old', true)
  api.failNext(Response.json({ errors: [] }, { status: 401 }))
  const asked = request(HealthDocument, {})
  localStorage.setItem('dagwerk.token', 'of another tab')
  await expect(asked).rejects.toMatchObject({ trouble: 'unauthorized' })
  expect([tokens.wanted(), tokens.current()]).toEqual([false, 'of another tab'])
})

it.each([
  ['#token=a%2Bb', 'a+b'],
  ['#token=', ''],
  ['#other', undefined],
  ['', undefined],
])('finds the token of "%s"', (hash, token) => {
  expect(tokenIn(hash)).toBe(token)
})

it('takes the token of an address, and leaves it out of what is shown', () => {
  window.history.replaceState(null, '', '/runs?status=FAILED#token=abc')
  tokens.takeFromAddress()
  expect(tokens.current()).toBe('abc')
  expect(window.location.pathname + window.location.search + window.location.hash).toBe(
    '/runs?status=FAILED',
  )
})
