import { expect, it } from 'vitest'
import { termsOf } from './runs-terms'

it.each([
  ['', []],
  ['daily', ['Job', 'Partition', 'Location', 'Reason contains']],
  ['team=data', ['Tag', 'Job', 'Partition', 'Location', 'Reason contains']],
  ['2001-01-05', ['Partition', 'Job', 'Location', 'Reason contains', 'Id begins with']],
  ['a...c', ['Partition', 'Job', 'Location', 'Reason contains']],
  ['out of memory', ['Reason contains', 'Job', 'Partition', 'Location']],
  ['01A21f36-6b1a', ['Id begins with', 'Job', 'Partition', 'Location', 'Reason contains']],
  ['01a2', ['Job', 'Partition', 'Location', 'Reason contains', 'Id begins with']],
])('takes %s for', (typed, names) => {
  expect(termsOf(typed).map((it) => it.name)).toEqual(names)
})

it('adds tags, and has one of each other', () => {
  const before = { job: 'a', tag: ['x=1'] }
  expect(termsOf('y=2')[0]?.apply(before)).toEqual({ job: 'a', tag: ['x=1', 'y=2'] })
  expect(termsOf(' b ')[0]?.apply(before)).toEqual({ job: 'b', tag: ['x=1'] })
})
