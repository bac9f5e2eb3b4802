import { expect, it } from 'vitest'
import { inputOf } from './launch-input'
import { parseLaunchSearch } from './search'

it('makes the input of the API', () => {
  const search = {
    preset: 'p',
    mode: '',
    select: ' a+ ',
    tag: ['team=data'],
  }
  expect(inputOf({ job: 'daily', location: 'l', search }, { ops: { a: 1 } })).toEqual({
    input: {
      job: 'daily',
      location: 'l',
      preset: 'p',
      select: 'a+',
      tags: [{ key: 'team', value: 'data' }],
      config: { ops: { a: 1 } },
    },
  })
  expect(inputOf({ job: 'assets', search: {} }, undefined)).toEqual({
    input: { job: 'assets', tags: [] },
  })
})

it('says all that is wrong', () => {
  const typed = inputOf({ job: 'daily', search: { tag: ['team', '=a'] } }, undefined)
  expect('problems' in typed && typed.problems).toHaveLength(2)
})

it('reads the address', () => {
  expect(parseLaunchSearch({ preset: 'p', mode: '', tag: 'a=1', other: 'x' })).toEqual({
    preset: 'p',
    tag: ['a=1'],
  })
})
