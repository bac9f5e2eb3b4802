import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { useEscape } from './use-escape'

function Panel({ onClose }: { onClose: () => void }): ReactElement {
  useEscape(onClose)
  return <p>open</p>
}

it('closes what was opened last, then what was before it', async () => {
  const [first, second] = [vi.fn(), vi.fn()]
  const { rerender } = render(<Panel key="1" onClose={first} />)
  rerender(
    <>
      <Panel key="1" onClose={first} />
      <Panel key="2" onClose={second} />
    </>,
  )
  await userEvent.keyboard('{Escape}')
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1])
  rerender(<Panel key="1" onClose={first} />)
  await userEvent.keyboard('{Escape}')
  expect(first.mock.calls.length).toBe(1)
})

it.each([
  ['a text is edited', <input key="it" aria-label="it" />, false],
  ['a choice is at hand', <input key="it" type="checkbox" aria-label="it" />, true],
  ['a dialog is open', <div key="it" role="dialog" aria-label="it" tabIndex={-1} />, false],
  ['a menu is open', <div key="it" role="menu" aria-label="it" tabIndex={-1} />, false],
  [
    'a choice is closed, and kept unseen',
    <div key="it" hidden>
      <div role="listbox" aria-label="it" tabIndex={-1} />
    </div>,
    true,
  ],
  ['a button is at hand', <button key="it" aria-label="it" />, true],
])('when %s', async (_, other, isClosed) => {
  const close = vi.fn()
  render(
    <>
      <Panel onClose={close} />
      {other}
    </>,
  )
  if (!(other.props as { hidden?: boolean }).hidden) screen.getByLabelText('it').focus()
  await userEvent.keyboard('{Escape}')
  expect(close.mock.calls.length).toBe(isClosed ? 1 : 0)
})

it('hears no key when nothing is open', async () => {
  const close = vi.fn()
  render(<Panel onClose={close} />).unmount()
  await userEvent.keyboard('{Escape}')
  expect(close).not.toHaveBeenCalled()
})
