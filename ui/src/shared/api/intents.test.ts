import { expect, it } from 'vitest'
import { ApiError } from './client'
import { Intents, newId } from './intents'

it('makes ids of version 7 that are of their day and in order', () => {
  const id = newId(Date.parse('2026-01-31T06:00:00Z'))
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-01-31T06:00:00Z'))
  expect(newId(1_000) < newId(2_000)).toBe(true)
})

it.each<[string, Error | undefined, boolean]>([
  ['an answer', undefined, false],
  ['a lost connection', new ApiError('unreachable', ''), true],
  ['a fault', new ApiError('faulty', ''), true],
  ['a wrong request', new ApiError('rejected', ''), false],
  ['a wanted token', new ApiError('unauthorized', ''), false],
])('after %s the same is meant or something new', async (_, error, isSame) => {
  const intents = new Intents()
  const ids: string[] = []
  const ask = (run: string, failure?: Error) =>
    intents
      .perform({ run }, ({ id }) => {
        ids.push(id)
        return failure ? Promise.reject(failure) : Promise.resolve()
      })
      .catch(() => {})
  await ask('a', error)
  await ask('b')
  await ask('a')
  expect([ids[2] === ids[0], ids[1] === ids[0]]).toEqual([isSame, false])
})
