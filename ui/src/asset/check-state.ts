// How an asset's checks are, in one state. Pure.
import type { AnyStatus } from '@/shared/components/status'

interface Evaluation {
  passed: boolean | null
  /** The API tells how bad a failed check is in its line alone. */
  text: string
}

export interface CheckState {
  status: AnyStatus
  text: string
}

export function evaluationStatus(newest: Evaluation | null): AnyStatus {
  if (newest?.passed == null) return 'PENDING'
  if (newest.passed) return 'PASSED'
  return / warns(:|$)/.test(newest.text) ? 'WARNED' : 'FAILED'
}

export function checkState(
  checks: readonly { newest: Evaluation | null }[],
): CheckState | undefined {
  if (checks.length === 0) return undefined
  const count = (status: AnyStatus) =>
    checks.filter((it) => evaluationStatus(it.newest) === status).length
  const [failed, warned, passed] = [count('FAILED'), count('WARNED'), count('PASSED')]
  if (failed > 0) return { status: 'FAILED', text: `${failed} of ${checks.length} failed` }
  if (warned > 0) {
    const text = `${warned} of ${checks.length} ${warned === 1 ? 'warns' : 'warn'}`
    return { status: 'WARNED', text }
  }
  if (passed === checks.length) return { status: 'PASSED', text: `${passed} passed` }
  return { status: 'PENDING', text: `${passed} of ${checks.length} passed` }
}
