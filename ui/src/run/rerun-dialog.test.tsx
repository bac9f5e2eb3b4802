import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { RerunDialog } from './rerun-dialog'

const run = { id: 'r1', job: 'daily', status: 'FAILED' } as RunRow
const step = (key: string, reusedFrom: string | null) => ({
  key,
  kind: 'OP',
  isTemplate: false,
  partitions: [],
  reusedFrom,
})
const plan = {
  location: 'shop',
  mode: 'default',
  config: {},
  notes: ['the code has changed'],
  plan: {
    job: 'daily',
    codeVersion: 'abc',
    stepCount: 2,
    steps: { steps: [step('load', 'r1'), step('sum', null)], after: null },
  },
}

it('shows what it would run, then runs it', async () => {
  const api = new FakeApi()
    .answer('RerunPlan', () => ({ rerunPlan: plan }))
    .answer('RerunRun', () => ({ rerun: { id: 'r2' } }))
  const router = renderPage(
    <RerunDialog run={run} part="FROM_FAILURE" selection={undefined} onClose={vi.fn()} />,
  )
  expect(await screen.findByText('1 step runs, 1 is reused')).toBeTruthy()
  expect(screen.getByText('the code has changed')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/runs/r2')
  })
  expect(api.variablesOf('RerunRun')).toEqual([
    { input: { run: 'r1', part: 'FROM_FAILURE', id: expect.any(String) as string } },
  ])
})

it('sends the same id again when no answer came, also from a dialog that is opened anew', async () => {
  const api = new FakeApi().answer('RerunPlan', () => ({ rerunPlan: plan }))
  const open = async () => {
    renderPage(<RerunDialog run={run} part="ALL" selection={undefined} onClose={vi.fn()} />)
    await screen.findByText('1 step runs, 1 is reused')
  }
  const start = () => userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await open()
  api.failNext(new TypeError('lost'), new Response('', { status: 502 }))
  await start()
  expect(await screen.findByText('No answer came')).toBeTruthy()
  await start()
  expect(await screen.findByText(/502/)).toBeTruthy()
  cleanup()
  await open()
  api.answer('RerunRun', () => ({ rerun: { id: 'r2' } }))
  await start()
  await waitFor(() => {
    expect(api.variablesOf('RerunRun')).toHaveLength(3)
  })
  expect(new Set(api.variablesOf('RerunRun').map((it) => JSON.stringify(it))).size).toBe(1)
})

it('stays open while it waits for an answer', async () => {
  const api = new FakeApi().answer('RerunPlan', () => ({ rerunPlan: plan }))
  const onClose = vi.fn()
  renderPage(<RerunDialog run={run} part="ALL" selection={undefined} onClose={onClose} />)
  await screen.findByText('1 step runs, 1 is reused')
  const answer = api.hold('RerunRun')
  await userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await userEvent.keyboard('{Escape}')
  expect(onClose).not.toHaveBeenCalled()
  answer({ rerun: { problems: ['no'] } })
  expect(await screen.findByText('It was not started')).toBeTruthy()
  await userEvent.keyboard('{Escape}')
  expect(onClose).toHaveBeenCalled()
})

it('cannot be started when it is refused', async () => {
  new FakeApi().answer('RerunPlan', () => ({ rerunPlan: { problems: ["there is no step 'lod'"] } }))
  renderPage(<RerunDialog run={run} part="SELECTED" selection="lod" onClose={vi.fn()} />)
  expect(await screen.findByText("there is no step 'lod'")).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Start the run' })).toHaveProperty('disabled', true)
})

it('asks for a selection before it plans one', async () => {
  const api = new FakeApi()
  renderPage(<RerunDialog run={run} part="SELECTED" selection={undefined} onClose={vi.fn()} />)
  expect(await screen.findByText('Name the steps')).toBeTruthy()
  expect(api.variablesOf('RerunPlan')).toEqual([])
})
