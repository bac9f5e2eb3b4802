import { expect, it } from 'vitest'
import { configIn, hashOf } from './address'

it.each(['{"ops": {}}', '#?&%=+/ ', 'šč 🚀\n', 'x'.repeat(100_000)])('keeps %.20s', (config) => {
  const hash = hashOf(config)
  expect(hash).toMatch(/^config=[\w-]+$/)
  expect(configIn(`#${hash}`)).toBe(config)
})

it.each(['', '#', '#token=a', '#config=', '#config=%%%', '#config=_w'])(
  'finds none in "%s"',
  (hash) => {
    expect(configIn(hash)).toBeUndefined()
  },
)

it('writes nothing of nothing', () => {
  expect(hashOf(undefined)).toBe('')
})
