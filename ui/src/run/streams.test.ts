import { expect, it } from 'vitest'
import { newestAttempt, OF_RUN, stepsOf, type Log } from './streams'

const logs: Log[] = [
  { step: null, attempt: 1, stream: 'STDERR' },
  { step: 'a', attempt: 1, stream: 'STDOUT' },
  { step: 'b', attempt: 2, stream: 'STDOUT' },
  { step: 'b', attempt: 1, stream: 'STDOUT' },
]

it.each<[string, Log['stream'], number | undefined]>([
  ['a', 'STDOUT', 1],
  ['b', 'STDOUT', 2],
  ['b', 'STDERR', undefined],
  [OF_RUN, 'STDERR', 1],
  ['c', 'STDOUT', undefined],
])('of %s to %s the newest attempt is %s', (step, stream, attempt) => {
  expect(newestAttempt(logs, step, stream)).toBe(attempt)
})

it('names each step once', () => {
  expect(stepsOf(logs)).toEqual([OF_RUN, 'a', 'b'])
})
