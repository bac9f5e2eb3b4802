import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { ResultsPane } from './results-pane'
import { RunModel, type RunData } from './run-model'

const run = {
  id: 'r',
  status: 'SUCCEEDED',
  plan: null,
  steps: { steps: [] },
  events: { events: [], after: 0, isWhole: true },
} as unknown as RunData

const check = (position: number, passed: boolean) => ({
  position,
  time: '2026-01-01T00:00:00Z',
  kind: 'CheckEvaluated',
  step: 's',
  text: '',
  json: { check: 'c', asset: 'a', passed, severity: 'ERROR', metadata: {} },
})

function show(events: object[]): FakeApi {
  const api = new FakeApi().answer('RunResults', () => ({
    run: { foundEvents: { events, after: 2 } },
  }))
  renderPage(<ResultsPane run={run} model={new RunModel(run)} search={{ step: 's' }} />)
  return api
}

it('counts what was put out, and names the checks that did not pass', async () => {
  const api = show([check(1, true), check(2, false)])
  expect(await screen.findByText(/2 checks, 1 did not pass/)).toBeTruthy()
  expect(api.variablesOf('RunResults')[0]?.['filter']).toMatchObject({ steps: ['s'] })
})

it('says what would be there where there is nothing', async () => {
  show([])
  expect(await screen.findByText('Nothing was put out by s')).toBeTruthy()
})
