import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { RunRow } from '@/shared/run/run-cells'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { BulkBar } from './bulk-bar'

const run = (id: string, status: RunRow['status']) => ({ id, status, job: 'daily' }) as RunRow
const runs = [run('a', 'STARTED'), run('b', 'QUEUED'), run('c', 'FAILED'), run('d', 'SUCCEEDED')]

it('names how many of the selection each action is for', async () => {
  renderPage(<BulkBar runs={runs} onDone={vi.fn()} />)
  const names = (await screen.findAllByRole('button')).map((it) => it.textContent)
  const actions = ['Cancel (2)', 'Re-run (2)', 'Re-run from failure (1)']
  expect(names).toEqual([...actions, 'Compare', 'Clear selection'])
})

it('compares two, the older at the left', async () => {
  renderPage(<BulkBar runs={[run('b', 'FAILED'), run('a', 'SUCCEEDED')]} onDone={vi.fn()} />)
  const link = await screen.findByRole('link', { name: 'Compare' })
  expect(link.getAttribute('href')).toMatch(/compare.*left=.*a.*right=.*b/)
})

it('cancels those that can be, after it was confirmed', async () => {
  const api = new FakeApi().answer('CancelRun', ({ run: id }) => ({
    cancel: { id, status: 'CANCELING' },
  }))
  const onDone = vi.fn()
  renderPage(<BulkBar runs={runs} onDone={onDone} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel (2)' }))
  expect(await screen.findByText(/2 runs of the selection cannot/)).toBeTruthy()
  expect(api.variablesOf('CancelRun')).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: 'Cancel 2 runs' }))
  await waitFor(() => {
    expect(onDone).toHaveBeenCalled()
  })
  expect(api.variablesOf('CancelRun').map((it) => it['run'])).toEqual(['a', 'b'])
})

it('tries again only what was not done, with the id that it had', async () => {
  const api = new FakeApi().answer('RerunRun', () => ({ rerun: { id: 'new' } }))
  const onDone = vi.fn()
  renderPage(<BulkBar runs={runs} onDone={onDone} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Re-run (2)' }))
  api.failNext(new TypeError('lost'))
  await userEvent.click(await screen.findByRole('button', { name: 'Re-run 2 runs' }))
  expect(await screen.findByText('1 run done, 1 run not')).toBeTruthy()
  expect(onDone).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Try again 1 run' }))
  await waitFor(() => {
    expect(onDone).toHaveBeenCalled()
  })
  const inputs = api.variablesOf('RerunRun').map((it) => it['input'] as { run: string; id: string })
  expect(inputs.map((it) => it.run)).toEqual(['c', 'd', 'c'])
  expect(inputs[2]).toEqual(inputs[0])
  expect(inputs[1]?.id).not.toBe(inputs[0]?.id)
})
