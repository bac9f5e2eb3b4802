import { expect, it } from 'vitest'
import { instantOf, localOf } from './local'

const berlin = { zone: 'Europe/Berlin', hours: '24' as const }

it.each([
  ['2026-11-26T14:03', '2026-11-26T13:03:00.000Z', 'winter'],
  ['2026-07-01T14:03', '2026-07-01T12:03:00.000Z', 'summer'],
  ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z', 'the first of two'],
  ['2026-10-25T03:30', '2026-10-25T02:30:00.000Z', 'after both'],
  ['2026-03-29T03:30', '2026-03-29T01:30:00.000Z', 'after the clocks were put on'],
])('reads and writes %s as %s: %s', (local, instant) => {
  expect(instantOf(local, berlin)).toBe(instant)
  expect(localOf(instant, berlin)).toBe(local)
})

it('reads a time that was skipped as one that was', () => {
  expect(instantOf('2026-03-29T02:30', berlin)).toBe('2026-03-29T01:30:00.000Z')
})

it.each(['', '2026', '2026-99-99T99:99', 'yesterday'])('does not read %s', (text) => {
  expect(instantOf(text, berlin)).toBeUndefined()
})
