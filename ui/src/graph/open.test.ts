import { expect, it } from 'vitest'
import { namesIn, writtenNames } from './open'

it.each([[[]], [['']], [['a']], [['a', '']]])('keeps %j through an address', (names) => {
  const written = writtenNames(names)
  expect(written.length).toBeGreaterThan(0)
  expect(namesIn(written)).toEqual(names)
})

it('tells nothing said from none', () => {
  expect(namesIn(undefined)).toBeUndefined()
  expect(namesIn([''])).toEqual([])
})
