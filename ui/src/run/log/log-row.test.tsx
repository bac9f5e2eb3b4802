import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { LogRow } from './log-row'

it.each([
  ['by Tab where it is marked', true, 0],
  ['by the arrows alone where it is not', false, -1],
])('has a link to the line, which is reached %s', (_, isMarked, tabIndex) => {
  history.replaceState(null, '', '/dagwerk/runs/r?step=a')
  const event = { position: 7, time: '2026-01-01T00:00:00Z', kind: 'Logged', step: 'a', text: 'x' }
  render(
    <LogRow
      event={event}
      top={0}
      needle=""
      isMarked={isMarked}
      withStep
      style={{ zone: 'UTC', hours: '24' }}
      onMark={() => {}}
    />,
  )
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Link to line 7' })
  expect([link.pathname, link.search]).toEqual(['/dagwerk/runs/r', '?line=7'])
  expect(link.tabIndex).toBe(tabIndex)
})
