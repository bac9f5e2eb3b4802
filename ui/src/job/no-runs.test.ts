import { expect, it } from 'vitest'
import { noRunsTitle } from './no-runs'

it.each([
  [0, null, 'It has not run yet'],
  [3, null, 'It has not run yet'],
  [25, 'x', 'None of the newest 25 runs of this name is of this location'],
])('of %i runs of other locations, and more after %s', (count, before, title) => {
  expect(noRunsTitle({ runs: Array(count).fill({}), before })).toBe(title)
})
