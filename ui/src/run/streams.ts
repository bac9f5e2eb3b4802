// What was printed of a run, by step, stream and attempt. Pure.
import type { RunStreamsQuery } from '@/shared/api/generated/graphql'

export type Log = NonNullable<RunStreamsQuery['run']>['logs']['logs'][number]

export const OF_RUN = 'of no step'

export function stepsOf(logs: readonly Log[]): string[] {
  return [...new Set(logs.map((log) => log.step ?? OF_RUN))]
}

/** The attempts of the run in which the step printed to the stream, the newest first. */
export function attemptsOf(logs: readonly Log[], step: string, stream: Log['stream']): number[] {
  const attempts = logs
    .filter((log) => (log.step ?? OF_RUN) === step && log.stream === stream)
    .map((log) => log.attempt)
  return [...new Set(attempts)].sort((a, b) => b - a)
}
