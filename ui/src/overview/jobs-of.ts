// The newest runs of each job. Pure.
import type { RunRow } from '@/shared/run/run-cells'

export interface JobRuns {
  job: string
  location: string
  /** Newest first. */
  runs: RunRow[]
}

/** Those that failed last come first, then the newest. */
export function jobsOf(runs: readonly RunRow[]): JobRuns[] {
  const jobs = new Map<string, JobRuns>()
  for (const run of runs) {
    const key = `${run.location} ${run.job}`
    const known = jobs.get(key)
    if (known) known.runs.push(run)
    else jobs.set(key, { job: run.job, location: run.location, runs: [run] })
  }
  const isFailing = (job: JobRuns) => (job.runs[0]?.status === 'FAILED' ? 0 : 1)
  return [...jobs.values()].sort((a, b) => isFailing(a) - isFailing(b))
}
