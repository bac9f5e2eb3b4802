import { expect, it } from 'vitest'
import {
  cellText,
  chosenAt,
  chosenBy,
  cellsOf,
  launchOf,
  rectangleOf,
  selectionOf,
  type Chosen,
  type Keys,
  type Matrix,
} from './matrix'

const SHAPE = { rows: 50, columns: 1_000, page: 10 }

const chosen = (a: number, b: number, c = a, d = b): Chosen => ({
  from: { row: a, column: b },
  to: { row: c, column: d },
})

function press(text: string): Keys {
  const names = text.split('+')
  return {
    key: names.at(-1) ?? '',
    shiftKey: names.includes('Shift'),
    ctrlKey: names.includes('Ctrl'),
    metaKey: false,
  }
}

it.each([
  ['ArrowDown', chosen(1, 1), chosen(2, 1)],
  ['ArrowUp', chosen(0, 1), chosen(0, 1)],
  ['ArrowLeft', chosen(1, 0), chosen(1, 0)],
  ['ArrowRight', chosen(1, 999), chosen(1, 999)],
  ['Shift+ArrowRight', chosen(1, 1), chosen(1, 1, 1, 2)],
  ['Shift+ArrowUp', chosen(1, 1, 1, 2), chosen(1, 1, 0, 2)],
  ['ArrowUp', chosen(1, 1, 5, 2), chosen(4, 2)],
  ['PageDown', chosen(45, 1), chosen(49, 1)],
  ['Home', chosen(3, 7), chosen(3, 0)],
  ['Ctrl+End', chosen(3, 7), chosen(49, 999 + 1 - 1)],
  ['Ctrl+Shift+ArrowRight', chosen(3, 7), chosen(3, 7, 3, 999)],
  ['Shift+ ', chosen(3, 7), chosen(3, 0, 3, 999)],
  ['Ctrl+ ', chosen(3, 7), chosen(0, 7, 49, 7)],
  ['Ctrl+a', chosen(3, 7), chosen(0, 0, 49, 999)],
  ['a', chosen(3, 7), undefined],
  [' ', chosen(3, 7), undefined],
  ['Tab', chosen(3, 7), undefined],
])('takes the key %s from %o to %o', (key, before, after) => {
  expect(chosenBy(press(key), before, SHAPE)).toEqual(after)
})

it('knows a rectangle from any two corners', () => {
  const expected = { top: 1, bottom: 4, left: 2, right: 9 }
  expect(rectangleOf(chosen(4, 2, 1, 9))).toEqual(expected)
  expect(rectangleOf(chosen(1, 9, 4, 2))).toEqual(expected)
})

const MATRIX: Matrix = {
  columns: ['2001-01-01', '2001-01-02', '2001-01-03'].map((partition) => ({
    partition,
    run: null,
    status: null,
  })),
  rows: ['load[2001-01]', 'raw/flights', 'load.fresh'].map((key) => ({
    key,
    cells: ['FAILED', 'MATERIALIZED', 'MISSING'],
    runs: [null, null, null],
    failed: 1,
  })),
}

it('finds what was chosen again by names, or nothing', () => {
  const cells = cellsOf(MATRIX, chosen(0, 1, 2, 2))
  expect(cells.slice(0, 4)).toEqual(['load[2001-01]', '2001-01-02', 'load.fresh', '2001-01-03'])
  expect(chosenAt(MATRIX, cells)).toEqual(chosen(0, 1, 2, 2))
  expect(chosenAt(MATRIX, ['gone', ...cells.slice(1)])).toBeUndefined()
  expect(chosenAt(MATRIX, cells.slice(0, 4))).toBeUndefined()
  expect(chosenAt(MATRIX, undefined)).toBeUndefined()
})

it('follows rows that moved together, and lets go of those that did not', () => {
  const [load, raw, fresh] = MATRIX.rows.map((it) => it.key)
  const inOrder = (...keys: (string | undefined)[]): Matrix => ({
    ...MATRIX,
    rows: keys.flatMap((key) => MATRIX.rows.filter((it) => it.key === key)),
  })
  const cells = cellsOf(MATRIX, chosen(0, 0, 1, 0))
  expect(chosenAt(inOrder(fresh, load, raw), cells)).toEqual(chosen(1, 0, 2, 0))
  expect(chosenAt(inOrder(raw, load, fresh), cells)).toEqual(chosen(1, 0, 0, 0))
  expect(chosenAt(inOrder(load, fresh, raw), cells)).toBeUndefined()
})

it.each([
  [
    chosen(0, 0, 1, 1),
    true,
    { select: 'load or raw/flights', partitions: '2001-01-01...2001-01-02' },
  ],
  [chosen(2, 2), true, { select: 'load.fresh', partitions: '2001-01-03' }],
  [chosen(0, 0, 2, 0), true, { partitions: '2001-01-01' }],
  [
    chosen(0, 0, 2, 0),
    false,
    { select: 'load or raw/flights or load.fresh', partitions: '2001-01-01' },
  ],
])('asks for %o', (of, isWhole, input) => {
  expect(launchOf(MATRIX, of, { what: 'step', job: 'daily', location: 'here', isWhole })).toEqual({
    job: 'daily',
    location: 'here',
    ...input,
  })
})

it.each([
  ['step', 'a,b'],
  ['asset', '"a,b"'],
] as const)('names the partitions of a %s as %s', (what, partitions) => {
  const columns = [{ partition: 'a,b', run: null, status: null }]
  const of = { what, job: 'daily', isWhole: true }
  expect(launchOf({ ...MATRIX, columns }, chosen(0, 0), of).partitions).toBe(partitions)
})

it('quotes names that are not plain', () => {
  expect(selectionOf(['a b', 'not', 'Or', 'x*', 'say "a"', 'parse[1]', 'parse[2]'])).toBe(
    `"a b" or "not" or "Or" or "x*" or 'say "a"' or parse`,
  )
})

it.each([
  ['step', 'succeeded, failed, did not run, runs'],
  ['asset', 'materialized, failed, missing, runs'],
] as const)('tells a cell of a %s in words', (what, words) => {
  const states = ['MATERIALIZED', 'FAILED', 'MISSING', 'RUNNING'] as const
  expect(states.map((it) => cellText(it, what)).join(', ')).toBe(words)
  expect(cellText(undefined, what)).toBe(cellText('MISSING', what))
})
