import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import type { HistorySearch } from './history-search'
import { JobHistory } from './job-history'

const rows = (values: (number | null)[], slow: number[] = []) => ({
  series: [{ values, median: 2, p95: 9, slow }],
  isWhole: true,
  isMeasured: true,
})

const points = ['a', 'b'].map((key) => ({
  key,
  run: `run-${key}`,
  time: '2026-11-27T10:00:00Z',
  codeVersion: 'v',
  isNewCode: false,
}))

const HISTORY = {
  total: { ...rows([2, 9]), points },
  last: rows([2, 9]),
  waiting: rows([0, 0]),
  retries: rows([0, 0]),
  failures: rows([0, 1]),
}

const STEPS = {
  lengths: {
    series: [
      { step: 'load', ...rows([1, 8], [1]).series[0] },
      { step: 'publish', ...rows([1, null]).series[0] },
      { step: 'of_other_runs', ...rows([null, null]).series[0] },
    ],
    leftOut: 0,
    after: null,
    isWhole: true,
  },
  failures: {
    series: [
      { step: 'load', values: [0, 1] },
      { step: 'publish', values: [0, null] },
    ],
  },
}

function Shown({ first = {} }: { first?: HistorySearch }): ReactElement {
  const [search, setSearch] = useState(first)
  return <JobHistory location="here" job="daily" search={search} onSearch={setSearch} />
}

it('shows the job, and its steps with what failed and was slow', async () => {
  const api = new FakeApi().answer('JobHistory', () => HISTORY).answer('JobSteps', () => STEPS)
  renderPage(<Shown />)
  await screen.findByLabelText(/Duration of daily: 2 points.*1 failed/)
  expect(await screen.findByText('1 of 2 failed')).toBeTruthy()
  expect(screen.getByText('1 slow')).toBeTruthy()
  expect(screen.getByText('1 run, none failed')).toBeTruthy()
  expect(screen.queryByText('of_other_runs')).toBeNull()
  expect(screen.getByText('No retries. 1 of 2 failed.')).toBeTruthy()
  expect(api.asked).toHaveLength(2)
})

it('is shown over partitions when that is chosen, and of one step', async () => {
  const api = new FakeApi().answer('JobHistory', () => HISTORY).answer('JobSteps', () => STEPS)
  renderPage(<Shown first={{ step: 'load' }} />)
  await screen.findByLabelText(/Duration of load/)
  await userEvent.click(screen.getByText('Partition'))
  await waitFor(() => expect(api.variablesOf('JobHistory')).toHaveLength(2))
  expect(api.variablesOf('JobHistory')[1]).toMatchObject({ steps: ['load'], by: 'PARTITION' })
  await userEvent.click(screen.getByText('Back to the whole job'))
  await screen.findByLabelText(/Duration of daily/)
})

it('finds steps whatever their capitals, and says among how many', async () => {
  const part = { ...STEPS, lengths: { ...STEPS.lengths, leftOut: 9, after: 'x' } }
  new FakeApi().answer('JobHistory', () => HISTORY).answer('JobSteps', () => part)
  renderPage(<Shown first={{ find: 'LOAD' }} />)
  expect(await screen.findByText('load')).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Find steps'), 'x')
  expect(
    await screen.findByText('None of the 3 steps that are loaded has ‘LOADx’ in its name'),
  ).toBeTruthy()
})

it('draws no answer of runs as one of scheduled times', async () => {
  new FakeApi()
    .answer('JobHistory', ({ by }) =>
      by === 'SCHEDULED_TIME' ? new Promise(() => undefined) : HISTORY,
    )
    .answer('JobSteps', () => STEPS)
  renderPage(<Shown />)
  await screen.findByLabelText(/Duration of daily: 2 points/)
  await userEvent.click(screen.getByText('Scheduled time'))
  expect(screen.queryByLabelText(/Duration of daily/)).toBeNull()
  expect(screen.getByText('The job as a whole')).toBeTruthy()
})

it('says what to do when there is no run, and when it could not be asked', async () => {
  const none = { ...HISTORY, total: { ...rows([]), points: [] } }
  const api = new FakeApi().answer('JobHistory', () => none).answer('JobSteps', () => STEPS)
  api.failNext(new TypeError('offline'))
  renderPage(<Shown />)
  await userEvent.click(await screen.findByText('Try again'))
  expect(await screen.findByText('No run has ended yet')).toBeTruthy()
})
