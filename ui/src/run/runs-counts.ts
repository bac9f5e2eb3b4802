// How many runs there are in some statuses, as a text. Pure.
import type { RunStatus } from '@/shared/api/generated/graphql'
import type { StatusCounts } from './runs-model'

/** Of all when no status is named; nothing while it is not known. `1,000+` where the counting stopped. */
export function countText(counts: StatusCounts, statuses: readonly RunStatus[]): string {
  if (counts.length === 0) return ''
  const some = counts.filter((it) => statuses.length === 0 || statuses.includes(it.status))
  const number = some.reduce((sum, it) => sum + it.count.number, 0)
  const isExact = some.every((it) => it.count.isExact)
  return `${number.toLocaleString('en')}${isExact ? '' : '+'}`
}
