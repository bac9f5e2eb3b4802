import { expect, it } from 'vitest'
import { choiceOf, keySelection } from './choice'

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
    isPart: false,
    location: 'here',
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

it('takes a hundred, and says that there are more', () => {
  const assets = Array.from({ length: 101 }, (_, index) => asset(`a${index}`, 1))
  const choice = choiceOf({
    assets: { assets, after: null },
    partitions: { text: '', count: 1, newest: ['x'] },
  })
  expect([choice.keys.length, choice.isPart, choice.others]).toEqual([100, true, []])
})
