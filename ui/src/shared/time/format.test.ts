import { describe, expect, it } from 'vitest'
import { clock, duration, fullUtc, relative, shortTime } from './format'

const now = Date.parse('2026-11-27T15:00:00Z')
const utc = { zone: 'UTC', hours: '24' } as const

describe('shortTime', () => {
  it.each([
    ['2026-11-27T14:03:22.123Z', utc, '14:03:22'],
    ['2026-11-26T14:03:22Z', utc, '26 Nov, 14:03'],
    ['2025-11-26T14:03:22Z', utc, '26 Nov 2025'],
    ['2026-11-27T14:03:22Z', { zone: 'UTC', hours: '12' } as const, '02:03:22 pm'],
    ['2026-11-26T23:30:00Z', { zone: 'Europe/Berlin', hours: '24' } as const, '00:30:00'],
  ])('writes %s as %o reads', (instant, style, expected) => {
    expect(shortTime(instant, style, now)).toBe(expected)
  })
})

it('writes the full time in UTC', () => {
  expect(fullUtc('2026-11-27T14:03:22.123456Z')).toBe('2026-11-27 14:03:22.123 UTC')
})

it('writes a clock with milliseconds', () => {
  expect(clock('2026-11-27T14:03:22.123456Z', utc, true)).toBe('14:03:22.123')
})

describe('relative', () => {
  it.each([
    ['2026-11-27T14:59:58Z', 'just now'],
    ['2026-11-27T14:59:30Z', '30 s ago'],
    ['2026-11-27T14:57:00Z', '3 min ago'],
    ['2026-11-27T12:57:00Z', '2 h ago'],
    ['2026-11-26T12:57:00Z', '1 day ago'],
    ['2026-11-27T17:00:00Z', 'in 2 h'],
  ])('tells %s', (instant, expected) => {
    expect(relative(instant, now)).toBe(expected)
  })
})

describe('duration', () => {
  it.each([
    [-5, '0 ms'],
    [340.4, '340 ms'],
    [4_250, '4.2 s'],
    [59_990, '59.9 s'],
    [184_000, '3 min 04 s'],
    [7_500_000, '2 h 05 min'],
    [273_600_000, '3 d 04 h'],
  ])('writes %d ms', (millis, expected) => {
    expect(duration(millis)).toBe(expected)
  })
})
