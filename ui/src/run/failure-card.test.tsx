import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { FailureCard } from './failure-card'
import type { LogEvent } from './log/event-look'
import { RunModel, type RunData } from './run-model'

const line = (position: number, kind: string, text: string): LogEvent => ({
  position,
  time: '2026-01-01T00:00:00Z',
  kind,
  step: 'load',
  text,
})
const said = [1, 2, 3, 4, 5, 6].map((it) => line(it, 'Logged', `INFO line ${it}`))
const failed = line(7, 'StepFailed', 'no flights')

function runWith(events: LogEvent[], status = 'FAILED'): RunData {
  return {
    id: 'r',
    job: 'daily',
    status,
    reason: 'step failed',
    started: null,
    plan: null,
    steps: { steps: [], after: null },
    events: { events, after: events.length, isWhole: true },
    tags: [],
  } as unknown as RunData
}

function server(): FakeApi {
  const error = { type: 'x.NoFlights', message: 'none today', frames: [], cause: null }
  return new FakeApi()
    .answer('RunEvent', () => ({ run: { events: { events: [{ position: 7, json: { error } }] } } }))
    .answer('RerunPlan', () => ({ rerunPlan: { problems: ['not now'] } }))
}

it('has the last five lines of the step, which lead into the log, without asking for them', async () => {
  const api = server()
  const run = runWith([...said, failed])
  const router = renderPage(<FailureCard run={run} model={new RunModel(run)} />, '/?pane=config')
  const list = await screen.findByRole('list', { name: 'Last said before it failed' })
  expect([...list.children].map((it) => it.textContent)).toEqual([
    'INFO line 2',
    'INFO line 3',
    'INFO line 4',
    'INFO line 5',
    'INFO line 6',
  ])
  await userEvent.click(screen.getByRole('link', { name: 'INFO line 3' }))
  expect(router.state.location.search).toEqual({ line: 3 })
  expect(api.variablesOf('FailureTail')).toEqual([])
})

it('asks for them once where the page let go of lines', async () => {
  const api = server().answer('FailureTail', () => ({
    run: { foundEvents: { events: said.slice(1), after: null } },
  }))
  const going = runWith([...said, failed], 'STARTED')
  const model = new RunModel(going, { lines: 3, signs: 1_000 })
  renderPage(<FailureCard run={runWith([], 'FAILED')} model={model} />)
  expect(await screen.findByText('INFO line 2')).toBeTruthy()
  expect(api.variablesOf('FailureTail')).toEqual([
    {
      id: 'r',
      filter: { steps: ['load'], kinds: ['Logged', 'Printed'] },
      before: 7,
      limit: 5,
    },
  ])
})

it.each([
  ['Re-run from failure', 'From failure'],
  ['Re-run all', 'All steps'],
])('begins with "%s" what it says', async (button, what) => {
  server()
  const run = runWith([...said, failed])
  renderPage(<FailureCard run={run} model={new RunModel(run)} />)
  await userEvent.click(await screen.findByRole('button', { name: button }))
  expect(await screen.findByRole('dialog')).toBeTruthy()
  expect(screen.getByLabelText('What', { selector: 'input' })).toHaveProperty('value', what)
})
