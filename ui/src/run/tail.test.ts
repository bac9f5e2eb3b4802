import { expect, it } from 'vitest'
import type { LogEvent } from './log/event-look'
import { tailOf } from './tail'

const event = (position: number, step: string | null, kind = 'Logged'): LogEvent => ({
  position,
  time: '',
  kind,
  step,
  text: '',
})

it.each([
  ['none', [], []],
  ['those of the step alone', [event(1, 'a'), event(2, 'b'), event(3, null)], [1]],
  ['what was said', [event(1, 'a', 'StepStarted'), event(2, 'a', 'Printed')], [2]],
  [
    'what came before the failure',
    [event(8, 'a'), event(9, 'a', 'StepFailed'), event(10, 'a')],
    [8],
  ],
  ['the last five', [1, 2, 3, 4, 5, 6, 7].map((it) => event(it, 'a')), [3, 4, 5, 6, 7]],
])('has %s', (_, events, expected) => {
  const failure = event(9, 'a', 'StepFailed')
  expect(tailOf(events, failure).map((it) => it.position)).toEqual(expected)
})
