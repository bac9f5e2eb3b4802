import { expect, it } from 'vitest'
import { remarks, summary, zoomed, type PlotData } from './model'

const point = (key: string, isNewCode = false) => ({
  key,
  run: key,
  time: '2026-11-27T10:00:00Z',
  codeVersion: null,
  isNewCode,
})

const data: PlotData = {
  points: [point('a'), point('b'), point('c', true)],
  series: [
    { key: 'total', name: 'total', values: [1, null, 90], look: 'solid', measured: 'length' },
  ],
  levels: [{ name: 'median', value: 1 }],
  flags: { failed: new Set([1]), slow: new Set([2]) },
  by: 'RUN',
}

it('shows the part between two points', () => {
  const part = zoomed(data, ['b', 'c'])
  expect(part.points.map((it) => it.key)).toEqual(['b', 'c'])
  expect(part.series[0]?.values).toEqual([null, 90])
  expect([[...part.flags.failed], [...part.flags.slow]]).toEqual([[0], [1]])
  expect(zoomed(data, ['b', 'b']).points).toHaveLength(1)
})

it.each([[['x', 'c']], [['c', 'a']], [undefined]] as const)('shows all for %j', (zoom) => {
  expect(zoomed(data, zoom as [string, string] | undefined)).toBe(data)
})

it('says of points what is to be said', () => {
  expect([0, 1, 2].map((it) => remarks(data, it))).toEqual([
    [],
    ['failed'],
    ['slow: more than twice the median of 14 days', 'the first with other code'],
  ])
})

it('tells the picture in a sentence', () => {
  expect(summary('Duration of daily', data)).toBe(
    'Duration of daily: 3 points, total from 1 s to 1 min 30 s, median 1 s, 1 failed, 1 slow',
  )
  expect(summary('Rows', { ...data, points: [] })).toBe('Rows: no points')
})
