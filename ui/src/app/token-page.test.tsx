import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import { TokenPage } from './token-page'

afterEach(() => {
  sessionStorage.clear()
  localStorage.clear()
})

it.each([
  ['for this tab', false],
  ['in this browser', true],
])('keeps the token %s', async (_, isKept) => {
  renderPage(<TokenPage />)
  await userEvent.type(await screen.findByLabelText('Token'), ' secret ')
  if (isKept) await userEvent.click(screen.getByLabelText('Keep it in this browser'))
  await userEvent.click(screen.getByRole('button', { name: 'Open Dagwerk' }))
  expect((isKept ? localStorage : sessionStorage).getItem('dagwerk.token')).toBe('secret')
  expect((isKept ? sessionStorage : localStorage).getItem('dagwerk.token')).toBeNull()
})
