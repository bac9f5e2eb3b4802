import { describe, expect, it } from 'vitest'
import type { LogEvent } from './event-look'
import { showMore, showNothing, splitByMatch, withoutFirst, type LogFilter } from './log-filter'

const events: LogEvent[] = [
  ['RunStarted', null, 'the run started'],
  ['StepStarted', 'a', 'started'],
  ['ResourceOpened', null, "resource 'db' opened"],
  ['Logged', 'a', 'WARN slow'],
  ['Logged', 'a', 'DEBUG detail'],
  ['Printed', 'b', 'hello World'],
  ['CheckEvaluated', 'b', "check 'c' of asset 'x' did not pass"],
  ['StepFailed', 'b', 'failed: Oops'],
  ['SomethingNew', null, 'of a newer server'],
].map(([kind, step, text], i) => ({
  position: i + 1,
  time: '',
  kind: kind!,
  step: step ?? null,
  text: text!,
}))

const all: LogFilter = { level: 'DEBUG', hidden: new Set(), text: '', isOnly: false }

describe('showMore', () => {
  it.each<[string, Partial<LogFilter>, number[], number[]]>([
    ['all', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8], []],
    ['a step', { step: 'a' }, [1, 3, 4], []],
    ['warnings and errors', { level: 'WARN' }, [3, 6, 7], []],
    ['errors', { level: 'ERROR' }, [6, 7], []],
    ['without debug', { level: 'INFO' }, [0, 1, 3, 5, 6, 7, 8], []],
    ['without categories', { hidden: new Set(['engine', 'logged']) }, [0, 1, 5, 6, 7], []],
    ['a text, marked', { text: 'WORLD' }, [0, 1, 2, 3, 4, 5, 6, 7, 8], [5]],
    ['a text, only', { text: 'started', isOnly: true }, [0, 1], [0, 1]],
  ])('shows %s', (_, part, lines, matches) => {
    const shown = showMore(showNothing(), events, { ...all, ...part })
    expect(shown).toEqual({ lines, matches, seen: 9, gone: 0 })
  })

  it('shows the same when events come one by one', () => {
    const filter = { ...all, text: 'a', level: 'INFO' as const }
    let shown = showNothing()
    for (let i = 1; i <= events.length; i++) shown = showMore(shown, events.slice(0, i), filter)
    expect(shown).toEqual(showMore(showNothing(), events, filter))
  })
})

it.each([
  ['abc', '', ['abc']],
  ['abcABC', 'b', ['a', 'b', 'cA', 'B', 'C']],
  ['abc', 'x', ['abc']],
  ['aa', 'a', ['', 'a', '', 'a', '']],
])('splits %s by %s', (text, needle, parts) => {
  expect(splitByMatch(text, needle)).toEqual(parts)
})

it.each([0, 1, 3, 6, 9])('shows the same when the first %d lines are let go', (count) => {
  const filter = { ...all, text: 'a', level: 'INFO' as const, isOnly: true }
  const before = showMore(showNothing(), events.slice(0, 7), filter)
  const shown = showMore(withoutFirst(before, count), events.slice(count), filter)
  const expected = showMore(showNothing(), events.slice(count), filter)
  const gone = before.lines.filter((line) => line < count).length
  expect(shown).toEqual({ ...expected, gone })
})
