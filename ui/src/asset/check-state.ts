// How an asset's checks are, in one state. Pure.
import type { AnyStatus } from '@/shared/components/status'

interface Check {
  newest: { passed: boolean | null } | null
}

export interface CheckState {
  status: AnyStatus
  text: string
}

export function checkState(checks: readonly Check[]): CheckState | undefined {
  if (checks.length === 0) return undefined
  const passed = checks.filter((it) => it.newest?.passed === true).length
  const failed = checks.filter((it) => it.newest?.passed === false).length
  if (failed > 0) return { status: 'FAILED', text: `${failed} of ${checks.length} did not pass` }
  if (passed === checks.length) return { status: 'PASSED', text: `${passed} passed` }
  return { status: 'PENDING', text: `${passed} of ${checks.length} passed` }
}
