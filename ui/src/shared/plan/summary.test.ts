import { expect, it } from 'vitest'
import { summaryOf } from './summary'

const step = (key: string, reusedFrom: string | null = null) => ({
  key,
  isTemplate: false,
  reusedFrom,
})

it('tells steps of one name as one', () => {
  const summary = summaryOf([
    step('a'),
    step('b[1]', 'r'),
    step('b[2]'),
    step('b[3]'),
    step('c[1]', 'r'),
  ])
  expect([summary.run, summary.reused]).toEqual([3, 2])
  expect(summary.groups.map((it) => [it.name, it.run, it.reused, it.origin])).toEqual([
    ['a', 1, 0, null],
    ['b', 2, 1, 'r'],
    ['c[1]', 0, 1, 'r'],
  ])
})
