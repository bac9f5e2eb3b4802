import { expect, it } from 'vitest'
import { attemptsOf, OF_RUN, stepsOf, type Log } from './streams'

const logs: Log[] = [
  { step: null, attempt: 1, stream: 'STDERR' },
  { step: 'a', attempt: 1, stream: 'STDOUT' },
  { step: 'b', attempt: 2, stream: 'STDOUT' },
  { step: 'b', attempt: 1, stream: 'STDOUT' },
]

it.each<[string, Log['stream'], number[]]>([
  ['a', 'STDOUT', [1]],
  ['b', 'STDOUT', [2, 1]],
  ['b', 'STDERR', []],
  [OF_RUN, 'STDERR', [1]],
  ['c', 'STDOUT', []],
])('of %s to %s the attempts are %o', (step, stream, attempts) => {
  expect(attemptsOf(logs, step, stream)).toEqual(attempts)
})

it('names each step once', () => {
  expect(stepsOf(logs)).toEqual([OF_RUN, 'a', 'b'])
})
