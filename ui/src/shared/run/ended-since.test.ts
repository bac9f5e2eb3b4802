import { expect, it } from 'vitest'
import {
  ask,
  countEnded,
  fromOf,
  newText,
  NOTHING_ENDED,
  take,
  tell,
  type EndedSince,
} from './ended-since'

type Step = string[] | 'ask' | 'take'

function after(steps: Step[]): EndedSince {
  return steps.reduce<EndedSince>((since, step) => {
    if (step === 'ask') return ask(since)
    return step === 'take' ? take(since) : tell(since, step)
  }, NOTHING_ENDED)
}

it.each<[string, Step[], number]>([
  ['nothing was told', ['ask', 'take'], 0],
  ['of what was told first', ['ask', ['a'], 'take'], 0],
  ['of what was told first after the answer', ['ask', 'take', ['a', 'b']], 0],
  ['of what came after that', ['ask', ['a'], 'take', ['b', 'a']], 1],
  ['of what came while it was read', ['ask', ['a'], ['b', 'a'], 'take'], 1],
  ['of what came before it was read anew', ['ask', ['a'], 'take', ['b', 'a'], 'ask', 'take'], 0],
  [
    'of what came while it was read anew',
    ['ask', ['a'], 'take', ['b', 'a'], 'ask', ['c', 'b', 'a'], 'take'],
    1,
  ],
  ['of what is told no more', ['ask', ['a'], 'take', ['b']], 1],
  ['of the same, told again', ['ask', ['a'], 'take', ['a']], 0],
])('counts %s', (_, steps, count) => {
  expect(countEnded(after(steps))).toBe(count)
})

const HOUR = 3_600_000

it.each([
  ['at first', undefined, 5 * HOUR, 4 * HOUR],
  ['soon after', 4 * HOUR, 5.9 * HOUR, 4 * HOUR],
  ['long after', 4 * HOUR, 6 * HOUR, 5 * HOUR],
])('is told of runs from the hour before on: %s', (_, before, now, from) => {
  expect(fromOf(before, now)).toBe(from)
})

it.each([
  [1, false, '1 new run'],
  [2, false, '2 new runs'],
  [300, true, '300 or more new runs'],
])('says of %s, cut off: %s, %s', (count, isCut, text) => {
  expect(newText(count, isCut)).toBe(text)
})
