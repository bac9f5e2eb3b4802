// What was printed of a run, by step, stream and attempt. Pure.
import type { RunStreamsQuery } from '@/shared/api/generated/graphql'

export type Log = NonNullable<RunStreamsQuery['run']>['logs']['logs'][number]

export const OF_RUN = 'of no step'

export function stepsOf(logs: readonly Log[]): string[] {
  return [...new Set(logs.map((log) => log.step ?? OF_RUN))]
}

/** The newest attempt of the run in which the step printed to the stream; undefined when it never did. */
export function newestAttempt(
  logs: readonly Log[],
  step: string,
  stream: Log['stream'],
): number | undefined {
  const attempts = logs
    .filter((log) => (log.step ?? OF_RUN) === step && log.stream === stream)
    .map((log) => log.attempt)
  return attempts.length > 0 ? Math.max(...attempts) : undefined
}
