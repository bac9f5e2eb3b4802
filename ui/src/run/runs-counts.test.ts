import { expect, it } from 'vitest'
import type { RunStatus } from '@/shared/api/generated/graphql'
import { countText } from './runs-counts'

const count = (status: RunStatus, number: number, isExact = true) => ({
  status,
  count: { number, isExact },
})
const counts = [count('STARTING', 2), count('STARTED', 3), count('FAILED', 1000, false)]

it.each<[RunStatus[], string]>([
  [[], '1,005+'],
  [['STARTING', 'STARTED', 'CANCELING'], '5'],
  [['FAILED'], '1,000+'],
  [['CANCELED'], '0'],
])('counts %s', (statuses, text) => {
  expect(countText(counts, statuses)).toBe(text)
})

it('says nothing of what is not known', () => {
  expect(countText([], ['FAILED'])).toBe('')
})
