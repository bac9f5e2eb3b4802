import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { renderPage } from '../testing/render-page'
import { LastSteps } from './last-steps'

const stepOf = (run: string, status: string, began: string | null, ended: string | null) => ({
  run: { id: run, job: 'daily' },
  step: { key: 'load[2026-01-01]', status, began, ended },
})

it('lists the last states, each a link to its run at that step', async () => {
  const api = new FakeApi().answer('LastSteps', () => ({
    lastSteps: [
      stepOf('r2', 'FAILED', '2026-01-02T00:00:00Z', '2026-01-02T00:01:30Z'),
      stepOf('r1', 'ABANDONED', null, '2026-01-01T00:00:00Z'),
    ],
  }))
  renderPage(<LastSteps step="load" location="here" job="daily" />)
  const links = await screen.findAllByRole<HTMLAnchorElement>('link')
  expect(links.map((it) => it.pathname)).toEqual(['/runs/r2', '/runs/r1'])
  expect(links[0]?.search).toContain('step=load')
  expect(links[0]?.textContent).toMatch(/^Failed.*1 min 30 s$/)
  expect(api.asked).toHaveLength(1)
  expect(api.variablesOf('LastSteps')[0]).toEqual({ step: 'load', location: 'here', job: 'daily' })
})

it('says where no run has it', async () => {
  const api = new FakeApi().answer('LastSteps', () => ({ lastSteps: [] }))
  renderPage(<LastSteps asset="load" />)
  expect(await screen.findByText('None of the newest 1,000 runs has it.')).toBeTruthy()
  expect(api.variablesOf('LastSteps')[0]).toEqual({ asset: 'load' })
})
