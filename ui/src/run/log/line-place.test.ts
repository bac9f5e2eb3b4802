import { expect, it } from 'vitest'
import { isFiltered, lineLink, spanOf, startOf, unseenOf, type Place } from './line-place'

const ENDED: Place = {
  line: undefined,
  start: undefined,
  isFiltered: false,
  isLive: false,
  isWhole: false,
  kept: [1, 20_000],
  found: undefined,
}

it.each<[string, Partial<Place>, number | undefined]>([
  ['the beginning without a line', {}, undefined],
  ['where it was without a line', { start: 80_500 }, 80_500],
  ['the beginning for a line that was read', { line: 20_000 }, undefined],
  [
    'the beginning for a line that is going to be read',
    { line: 9_000, kept: [1, 1_000] },
    undefined,
  ],
  ['a line that is far', { line: 80_500 }, 80_500],
  [
    'where it was for a line beside it',
    { line: 80_600, start: 80_500, found: [80_400, 81_500] },
    80_500,
  ],
  ['another line that is far', { line: 90_000, start: 80_500, found: [80_400, 81_500] }, 90_000],
  [
    'the beginning for a line back there',
    { line: 7, start: 80_500, found: [80_400, 81_500] },
    undefined,
  ],
  ['a line of a filtered log', { line: 500, isFiltered: true }, 500],
  ['no line of a log that was read', { line: 500, isFiltered: true, isWhole: true }, undefined],
  ['no line that is to come', { line: 90_000, isLive: true }, undefined],
  ['a line that is not kept', { line: 500, isLive: true, kept: [1_001, 2_000] }, 500],
])('reads around %s', (_, place, expected) => {
  expect(startOf({ ...ENDED, ...place })).toBe(expected)
})

it.each([
  ['a line that is shown', { isShown: true }, undefined],
  ['a line that may come', { isReading: true }, undefined],
  ['a line behind what was read', { isReached: false }, undefined],
  ['a line that is left out', { isFiltered: true }, 'filtered'],
  ['a line that the log has not', {}, 'absent'],
])('says of %s why it is not seen', (_, of, expected) => {
  const base = { isShown: false, isReading: false, isFiltered: false, isReached: true }
  expect(unseenOf({ ...base, ...of })).toBe(expected)
})

it.each([
  [{}, false],
  [{ text: 'a', line: 3 }, false],
  [{ text: '', only: true }, false],
  [{ text: 'a', only: true }, true],
  [{ step: 's' }, true],
  [{ level: 'WARN' as const }, true],
  [{ hide: ['engine' as const] }, true],
])('knows whether %j leaves lines out', (search, expected) => {
  expect(isFiltered(search)).toBe(expected)
})

it('links to a line without filters, behind whatever prefix', () => {
  const page = 'https://host:1/dagwerk/runs/a-b?step=s&level=WARN&line=3#top'
  expect(lineLink(page, 80_500)).toBe('https://host:1/dagwerk/runs/a-b?line=80500')
})

it('spans positions', () => {
  expect(spanOf([])).toBeUndefined()
  expect(spanOf([{ position: 3 }, { position: 9 }])).toEqual([3, 9])
})
