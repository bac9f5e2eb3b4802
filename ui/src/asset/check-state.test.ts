import { expect, it } from 'vitest'
import { checkState } from './check-state'

const check = (passed: boolean | null) => ({ newest: passed === null ? null : { passed } })

it.each([
  [[], undefined],
  [[true, true], 'PASSED'],
  [[true, null], 'PENDING'],
  [[true, false, null], 'FAILED'],
])('of %o', (passed, status) => {
  expect(checkState(passed.map(check))?.status).toBe(status)
})
