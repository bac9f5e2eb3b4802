import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { renderPage } from '../testing/render-page'
import type { Again } from './again'
import { LaunchDialog } from './launch-dialog'

const planned = (...keys: string[]) => ({
  __typename: 'LaunchPlan',
  location: 'here',
  mode: 'default',
  config: {},
  notes: [],
  plan: {
    job: 'daily',
    codeVersion: 'v1',
    stepCount: keys.length,
    steps: {
      steps: keys.map((key) => ({ key, isTemplate: false, upstream: [], reusedFrom: null })),
      after: null,
    },
  },
})

const again = (day: number): Again => ({
  ask: { type: 'rerun', input: { run: `run-${day}`, part: 'SELECTED', select: 'load' } },
  partitions: `2001-01-0${day}`,
  keys: ['load'],
  cells: 1,
})

const runOf = (variables: Record<string, unknown>) => (variables['input'] as { run: string }).run

function plans(): FakeApi {
  return new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: planned('load') }))
    .answer('RerunPlan', () => ({ rerunPlan: planned('load') }))
}

/** A dialog for so many days, of which each failed, at the choice of what failed alone. */
async function opened(days: number) {
  const onStarted = vi.fn()
  let leave: () => void = () => undefined
  const failed = Array.from({ length: days }, (_, index) => again(index + 1))
  function Shown(): ReactElement {
    const [isThere, setThere] = useState(true)
    leave = () => setThere(false)
    if (!isThere) return <p>Gone</p>
    return (
      <LaunchDialog
        title="Re-run"
        what="step"
        input={{ job: 'daily' }}
        cells={days}
        failed={failed}
        onStarted={onStarted}
        onClose={leave}
      />
    )
  }
  const router = renderPage(<Shown />)
  await userEvent.click(await screen.findByText(`Only what failed (${days})`))
  return { router, onStarted, leave: () => leave() }
}

it('makes nothing twice once some were started, and tells so when it is closed', async () => {
  const api = plans().answer('RerunRun', () => {
    api.failNext(new TypeError('offline'))
    return { rerun: { __typename: 'Run', id: 'again' } }
  })
  const { onStarted } = await opened(3)
  await userEvent.click(await screen.findByRole('button', { name: 'Start 3 runs' }))
  await screen.findByText('No answer came')
  expect(screen.getAllByText(/^Started as run/)).toHaveLength(1)
  expect(screen.getByRole('radio', { name: 'All 3' })).toHaveProperty('disabled', true)
  expect(onStarted).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(onStarted).toHaveBeenCalledOnce()
})

it('knows what became of runs when one looks at all and back', async () => {
  const api = plans().answer('RerunRun', () => ({
    rerun: { __typename: 'Refused', problems: ['it is gone'] },
  }))
  const { onStarted } = await opened(2)
  await userEvent.click(await screen.findByRole('button', { name: 'Start 2 runs' }))
  await waitFor(() => expect(screen.getAllByText('it is gone')).toHaveLength(2))
  await userEvent.click(screen.getByText('All 2'))
  expect(screen.queryByText('it is gone')).toBeNull()
  await userEvent.click(screen.getByText('Only what failed (2)'))
  expect(screen.getAllByText('it is gone')).toHaveLength(2)
  expect(api.variablesOf('RerunRun').map(runOf)).toEqual(['run-1', 'run-2'])
  await userEvent.click(screen.getByRole('button', { name: 'Back' }))
  expect(onStarted).not.toHaveBeenCalled()
})

it('executes no check again that was not chosen', async () => {
  const api = plans()
    .answer('RerunPlan', ({ input }) => ({
      rerunPlan:
        (input as { select: string }).select === 'load'
          ? planned('load[2001-01-01]', 'load.fresh[2001-01-01]')
          : planned('load[2001-01-01]'),
    }))
    .answer('RerunRun', () => ({ rerun: { __typename: 'Run', id: 'again' } }))
  await opened(1)
  await screen.findByText('1 step runs')
  await userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await waitFor(() => expect(api.variablesOf('RerunRun')).toHaveLength(1))
  expect(api.variablesOf('RerunRun')[0]?.['input']).toMatchObject({ select: 'load[2001-01-01]' })
})

it('starts no more runs, and goes nowhere, once the page was left', async () => {
  const api = plans()
  const answer = api.hold('RerunRun')
  const { router, leave } = await opened(2)
  await userEvent.click(await screen.findByRole('button', { name: 'Start 2 runs' }))
  await waitFor(() => expect(api.variablesOf('RerunRun')).toHaveLength(1))
  act(leave)
  await act(async () => {
    answer({ rerun: { __typename: 'Run', id: 'again' } })
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  expect(api.variablesOf('RerunRun')).toHaveLength(1)
  expect(router.state.location.pathname).toBe('/')
})

it('starts the others where one cannot be planned, and stays for it', async () => {
  const api = plans()
    .answer('RerunPlan', (variables) =>
      runOf(variables) === 'run-1'
        ? Promise.reject(new Error('no way'))
        : { rerunPlan: planned('load') },
    )
    .answer('RerunRun', () => ({ rerun: { __typename: 'Run', id: 'again' } }))
  const { router } = await opened(2)
  await userEvent.click(await screen.findByRole('button', { name: 'Start 1 run' }))
  await screen.findByText(/^Started as run/)
  expect(api.variablesOf('RerunRun').map(runOf)).toEqual(['run-2'])
  expect(router.state.location.pathname).toBe('/')
  expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy()
})
