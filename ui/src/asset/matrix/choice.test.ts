import { expect, it } from 'vitest'
import { alikeOf, choiceOf, keySelection } from './choice'

const asset = (key: string, partitionCount: number | null, location = 'here') => ({
  key,
  location,
  partitionCount,
})

it('takes the assets that have the partitions which are shown', () => {
  const assets = [asset('a', 31), asset('b', 1), asset('c', 31), asset('d', null)]
  expect(
    choiceOf({
      assets: { assets, after: null },
      partitions: { text: 'days', count: 31, newest: ['2001-01-31', '2001-01-30'] },
    }),
  ).toEqual({
    keys: ['a', 'c'],
    partitions: ['2001-01-30', '2001-01-31'],
    others: ['b', 'd'],
    location: 'here',
    part: 1,
    parts: 1,
    fitting: 2,
    after: null,
  })
})

it('takes none where none has partitions, and names no location of several', () => {
  const none = choiceOf({ assets: { assets: [asset('a', null)], after: null }, partitions: null })
  expect([none.keys, none.partitions, none.others]).toEqual([[], [], ['a']])
  const assets = [asset('a', 1), asset('b', 1, 'there')]
  const partitions = { text: '', count: 1, newest: ['x'] }
  expect(choiceOf({ assets: { assets, after: null }, partitions }).location).toBeUndefined()
})

it('quotes keys', () => {
  expect(keySelection('raw/a "b"')).toBe(`key:'raw/a "b"'`)
  expect(keySelection("it's")).toBe(`key:"it's"`)
})

it.each([
  [1, 1, 100, 'a0'],
  [2, 2, 100, 'a100'],
  [3, 3, 1, 'a200'],
  [9, 3, 1, 'a200'],
])(
  'takes a hundred at once: of part %d part %d with %d from %s on',
  (wanted, part, count, first) => {
    const assets = Array.from({ length: 201 }, (_, index) => asset(`a${index}`, 1))
    const partitions = { text: '', count: 1, newest: ['x'] }
    const choice = choiceOf({ assets: { assets, after: 'more' }, partitions }, wanted)
    expect([choice.part, choice.keys.length, choice.keys[0]]).toEqual([part, count, first])
    expect(choice).toMatchObject({ parts: 3, fitting: 201, after: 'more', others: [] })
  },
)

const MIXED = [asset('none', null), asset('month', 1), asset('day', 31), asset('other', 31)]

it.each([
  ['those that have nothing in common', MIXED, 0, 'day'],
  ['none where they have', MIXED, 31, undefined],
  ['none where none has partitions', MIXED.slice(0, 1), null, undefined],
])('looks at the partitions that most have, of %s', (_, assets, count, key) => {
  const partitions = count === null ? null : { text: '', count, newest: [] }
  expect(alikeOf({ assets: { assets, after: null }, partitions })).toBe(key)
})
