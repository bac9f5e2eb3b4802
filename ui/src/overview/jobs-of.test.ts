import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { jobsOf } from './jobs-of'

const run = (job: string, status: string) => ({ job, location: 'l', status }) as RunRow

it('puts jobs that failed last first', () => {
  const jobs = jobsOf([
    run('a', 'SUCCEEDED'),
    run('b', 'FAILED'),
    run('a', 'FAILED'),
    run('c', 'STARTED'),
  ])
  expect(jobs.map((it) => [it.job, it.runs.length])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 1],
  ])
})
