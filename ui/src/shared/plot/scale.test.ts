import { expect, it } from 'vitest'
import { named, scaleOf, stepOf, textOf, valueText, type Measured } from './scale'

const TICKS: [number[], Measured, boolean, string[]][] = [
  [[], 'length', false, ['0', '1 s']],
  [[0], 'count', false, ['0', '1']],
  [[1], 'count', false, ['0', '1']],
  [[3, 7], 'count', false, ['0', '2', '4', '6', '8']],
  [[3.2, 18], 'length', false, ['0', '5 s', '10 s', '15 s', '20 s']],
  [[200], 'length', false, ['0', '1 min', '2 min', '3 min', '4 min']],
  [[0.02, 0.35], 'length', false, ['0', '100 ms', '200 ms', '300 ms', '400 ms']],
  [[-5, 5], 'number', false, ['-5', '0', '5']],
  [
    [1_000_010, 1_000_050],
    'number',
    false,
    ['1,000,010', '1,000,020', '1,000,030', '1,000,040', '1,000,050'],
  ],
  [[4, 90_000], 'number', false, ['0', '50K', '100K']],
  [
    [0.004, 400],
    'length',
    true,
    ['1 ms', '10 ms', '100 ms', '1 s', '10 s', '1 min 40 s', '16 min 40 s'],
  ],
  [[0], 'number', true, ['1', '10']],
  [[5], 'number', true, ['1', '10']],
]

it.each(TICKS)('has ticks for %j as %s', (values, measured, isLog, texts) => {
  const { ticks } = scaleOf(values, { measured, isLog, room: isLog ? 10 : 4 })
  expect(ticks.map((it) => it.text)).toEqual(texts)
  for (const value of values) {
    const height = scaleOf(values, { measured, isLog, room: 4 }).heightOf(value)
    expect(height).toBeGreaterThanOrEqual(0)
    expect(height).toBeLessThanOrEqual(1)
  }
})

it('keeps near numbers apart that are far from 0', () => {
  const { heightOf } = scaleOf([1_000_010, 1_000_050], {
    measured: 'number',
    isLog: false,
    room: 4,
  })
  expect(heightOf(1_000_050) - heightOf(1_000_010)).toBeGreaterThan(0.5)
})

it('shows what is a hundred thousand times as large by powers of ten', () => {
  const { heightOf } = scaleOf([0.01, 1000], { measured: 'length', isLog: true, room: 6 })
  expect([0, 0.01, 1, 1000].map(heightOf)).toEqual([0, 0, 0.4, 1])
})

it.each([
  [0.3, 'number', 0.5],
  [0.3, 'count', 1],
  [7, 'length', 10],
  [40, 'length', 60],
  [1_000, 'length', 1_800],
  [90_000_000, 'length', 100_000_000],
  [100, 'number', 100],
] as const)('steps from %s %s by %s', (least, measured, step) => {
  expect(stepOf(least, measured)).toBeCloseTo(step)
})

it('writes values for people', () => {
  expect(valueText(null, 'length')).toBe('–')
  expect(valueText(0.000_25, 'length')).toBe('250 µs')
  expect(valueText(3725, 'length')).toBe('1 h 02 min')
  expect(valueText(1234567.5, 'number')).toBe('1,234,567.5')
  expect(textOf(3600, 'length')).toBe('1 h')
})

it('names points below the axis from the last one on', () => {
  expect(named([0, 1, 2, 3, 4], 50, 90)).toEqual([0, 2, 4])
  expect(named([], 50, 90)).toEqual([])
  expect(named([0], 50, 90)).toEqual([0])
})
