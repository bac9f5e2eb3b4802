import { expect, it } from 'vitest'
import { completions } from './complete'
import { wordsOf } from './words'

const tag = (key: string, value: string) => ({ key, value })
const words = wordsOf({
  lineage: {
    keys: ['orders', 'revenue'],
    groupNames: ['', 'marts'],
    kindSets: [['csv'], ['csv', 'table']],
    locationNames: ['shop'],
  },
  assets: {
    assets: [
      { owners: ['ann@example.org'], tags: [tag('tier', '1'), tag('raw', '')] },
      { owners: ['ann@example.org', 'team:data'], tags: [tag('tier', '2')] },
    ],
  },
})

it('has each name once, and none that is empty', () => {
  expect(words).toEqual({
    keys: ['orders', 'revenue'],
    groups: ['marts'],
    kinds: ['csv', 'table'],
    owners: ['ann@example.org', 'team:data'],
    locations: ['shop'],
    tags: ['tier', 'tier=1', 'raw', 'tier=2'],
  })
})

it.each([
  ['owner:', ['owner:ann@example.org', 'owner:"team:data"']],
  ['revenue or tag:ti', ['revenue or tag:tier', 'revenue or tag:tier=1', 'revenue or tag:tier=2']],
  ['ow', ['owner:']],
])('goes on from %s', (text, expected) => {
  expect(completions(text, words).map((it) => it.text)).toEqual(expected)
})
