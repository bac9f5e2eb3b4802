// What may be done with a run in its state. Pure.
import type { RunStatus } from '../api/generated/graphql'

export const RUN_STATUSES: readonly RunStatus[] = [
  'QUEUED',
  'STARTING',
  'STARTED',
  'CANCELING',
  'SUCCEEDED',
  'FAILED',
  'CANCELED',
]

export function hasEnded(status: RunStatus): boolean {
  switch (status) {
    case 'SUCCEEDED':
    case 'FAILED':
    case 'CANCELED':
      return true
    case 'QUEUED':
    case 'STARTING':
    case 'STARTED':
    case 'CANCELING':
      return false
  }
}

export function canCancel(status: RunStatus): boolean {
  return !hasEnded(status) && status !== 'CANCELING'
}
