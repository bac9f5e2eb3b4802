import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { renderPage } from '../testing/render-page'
import { VirtualTable, type Column } from './virtual-table'

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

// A browser measures; here all is as high as a row or a window may be.
beforeEach(() => {
  Object.defineProperties(HTMLElement.prototype, {
    clientHeight: { configurable: true, value: 360 },
    clientWidth: { configurable: true, value: 800 },
  })
})

const COLUMNS: Column<string>[] = [
  {
    key: 'name',
    head: 'Name',
    width: '1fr',
    cell: (row) => (
      <>
        <a href={`#${row}`}>row {row}</a>
        <input aria-label={`note ${row}`} />
      </>
    ),
  },
]

async function show(count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => `${i}`)
  renderPage(<VirtualTable label="T" columns={COLUMNS} rows={rows} keyOf={String} />)
  await screen.findByRole('link', { name: 'row 0' })
}

const focused = () => document.activeElement?.getAttribute('aria-rowindex')

it('moves with the arrows from row to row, and opens what is marked with Enter', async () => {
  await show(4)
  await userEvent.tab()
  expect(focused()).toBe('1')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
  expect(focused()).toBe('2')
  const opened = vi.fn()
  screen.getByRole('link', { name: 'row 1' }).addEventListener('click', opened)
  await userEvent.keyboard('{Enter}')
  expect(opened).toHaveBeenCalledOnce()
  await userEvent.keyboard('{End}{ArrowDown}')
  expect(focused()).toBe('4')
  await userEvent.keyboard('{Home}{ArrowUp}')
  expect(focused()).toBe('1')
})

it('has one row to come to with Tab, that of the focus', async () => {
  await show(4)
  const entries = () => screen.getAllByRole('row').filter((row) => row.tabIndex === 0)
  expect(entries().map((row) => row.getAttribute('aria-rowindex'))).toEqual(['1'])
  await userEvent.click(screen.getByRole('link', { name: 'row 2' }))
  expect(entries().map((row) => row.getAttribute('aria-rowindex'))).toEqual(['3'])
})

it('leaves the keys of a text in a row to the text', async () => {
  await show(4)
  screen.getByLabelText('note 1').focus()
  await userEvent.keyboard('{ArrowDown}{Home}')
  expect(document.activeElement).toBe(screen.getByLabelText('note 1'))
})
