import { expect, it } from 'vitest'
import { ticksOf } from './ticks'

const style = { zone: 'Europe/Berlin', hours: '24' as const }
const scale = (from: string, to: string, width: number) => ({
  from: Date.parse(from),
  to: Date.parse(to),
  width,
})

it.each([
  ['2026-11-26T12:07:00Z', '2026-11-26T13:07:00Z', 500, ['13:15', '13:30', '13:45', '14:00']],
  ['2026-11-26T12:07:00Z', '2026-11-26T18:07:00Z', 400, ['14:00', '16:00', '18:00']],
  ['2026-11-26T20:00:00Z', '2026-11-27T02:00:00Z', 300, ['22:00', '27 Nov', '02:00']],
  ['2026-11-20T12:00:00Z', '2026-11-22T12:00:00Z', 200, ['21 Nov', '22 Nov']],
  [
    '2026-03-28T22:30:00Z',
    '2026-03-29T03:00:00Z',
    500,
    ['29 Mar', '01:00', '03:00', '04:00', '05:00'],
  ],
])('marks from %s to %s', (from, to, width, texts) => {
  expect(ticksOf(scale(from, to, width), style).map((it) => it.text)).toEqual(texts)
})
