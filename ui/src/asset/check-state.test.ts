import { expect, it } from 'vitest'
import { checkState } from './check-state'

const RESULTS = {
  passed: { passed: true, text: "check 'c' of asset 'a' passed" },
  failed: { passed: false, text: "check 'c' of asset 'a' did not pass: why" },
  warns: { passed: false, text: "check 'c' of asset 'a' warns: why" },
  none: null,
} as const

it.each<[(keyof typeof RESULTS)[], string | undefined]>([
  [[], undefined],
  [['passed', 'passed'], 'PASSED'],
  [['passed', 'none'], 'PENDING'],
  [['passed', 'warns', 'none'], 'WARNED'],
  [['passed', 'failed', 'warns'], 'FAILED'],
])('of %o', (results, status) => {
  expect(checkState(results.map((it) => ({ newest: RESULTS[it] })))?.status).toBe(status)
})
