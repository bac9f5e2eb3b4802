import { waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { renderPage } from '../testing/render-page'
import { VirtualTable } from './virtual-table'

it.each([
  ['no rows', 0, true],
  ['few rows', 3, true],
  ['more than are seen', 500, false],
])('asks for more with %s', async (_, count, isAsked) => {
  const onEnd = vi.fn()
  const rows = Array.from({ length: count }, (__, i) => `${i}`)
  renderPage(<VirtualTable label="T" columns={[]} rows={rows} keyOf={String} onEnd={onEnd} />)
  await waitFor(() => {
    expect(document.querySelector('[role=table]')).toBeTruthy()
  })
  expect(onEnd.mock.calls.length > 0).toBe(isAsked)
})
