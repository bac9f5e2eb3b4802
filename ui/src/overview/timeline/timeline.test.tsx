import { fireEvent, screen } from '@testing-library/react'
import { useState, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { renderPage } from '@/shared/testing/render-page'
import { Timeline } from './timeline'

const runOf = (id: string): RunRow => ({
  id,
  job: 'daily',
  location: 'l',
  status: 'FAILED',
  reason: `reason of ${id}`,
  created: new Date(Date.now() - 60_000).toISOString(),
  started: null,
  ended: new Date(Date.now() - 59_000).toISOString(),
  parent: null,
  root: id,
  tags: [],
})

function Told(): ReactElement {
  const [runs, setRuns] = useState(() => [runOf('a')])
  const rows = [{ job: 'daily', location: 'l', runs, leftOut: 0 }]
  return (
    <>
      <button type="button" onClick={() => setRuns([runOf('b'), runOf('a')])}>
        Tell
      </button>
      <Timeline rows={rows} isWhole isLoading={false} search={{}} />
    </>
  )
}

it('closes the card of a bar that is drawn no more, and with Escape', async () => {
  renderPage(<Told />)
  fireEvent.mouseEnter(await screen.findByRole('link', { name: /^Run a/ }))
  expect(screen.getByText('reason of a')).toBeTruthy()
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(screen.queryByText('reason of a')).toBeNull()
  fireEvent.mouseEnter(screen.getByRole('link', { name: /^Run a/ }))
  expect(screen.getByText('reason of a')).toBeTruthy()
  fireEvent.click(screen.getByText('Tell'))
  expect(screen.getByRole('link', { name: /^2 runs/ })).toBeTruthy()
  expect(screen.queryByText('reason of a')).toBeNull()
})
