import { expect, it } from 'vitest'
import { around, completions } from './complete'

const words = {
  keys: ['raw/orders', 'orders', 'a name', 'revenue'],
  groups: ['marts', 'raw data'],
  kinds: ['csv'],
  tags: ['tier=1', 'tier'],
}

it.each([
  ['ord', ['orders', 'raw/orders']],
  ['+ord', ['+orders', '+raw/orders']],
  ['orders or re', ['orders or revenue']],
  ['a n', []],
  ['orders a', ['orders and ', 'orders and not ']],
  ['gr', ['group:']],
  ['group:', ['group:marts', 'group:"raw data"']],
  ['group:"r', ['group:"raw data"', 'group:marts']],
  ['orders and kind:c', ['orders and kind:csv']],
  ['tag:tier', ['tag:tier=1']],
  ['orders ', ['orders and ', 'orders or ', 'orders and not ']],
  ['(re', ['(revenue']],
  [
    'orders and ',
    ['orders and "a name"', 'orders and orders', 'orders and raw/orders', 'orders and revenue'],
  ],
  ['nothing:x', []],
])('goes on from %s', (text, expected) => {
  expect(completions(text, words).map((it) => it.text)).toEqual(expected)
})

it('selects what is around a name', () => {
  expect(around('raw/orders', 'up')).toBe('+raw/orders')
  expect(around('a name', 'both')).toBe('+"a name"+')
})
