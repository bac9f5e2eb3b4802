import { expect, it } from 'vitest'
import { newer, stamp } from './stamp'

it('is larger each time', () => {
  expect(stamp()).toBeLessThan(stamp())
})

it.each([
  ['nothing was told', undefined, 'read'],
  ['told while it was asked for', 3, 'told'],
  ['told before it was asked for', 1, 'read'],
])('%s', (_, at, expected) => {
  const told = at === undefined ? undefined : { at, value: 'told' }
  expect(newer({ at: 2, value: 'read' }, told)).toBe(expected)
})
