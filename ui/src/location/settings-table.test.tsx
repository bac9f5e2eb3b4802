import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import { SettingsTable } from './settings-table'

const WRITTEN = { path: 'http.port', value: '4000', origin: 'file' }
const LEFT_OUT = { path: 'runs.most', value: '10', origin: 'default' }

const rows = () => screen.queryAllByRole('row').slice(1)

it('shows what was written, and the rest when it is asked for', async () => {
  renderPage(<SettingsTable settings={[WRITTEN, LEFT_OUT]} />)
  expect((await screen.findAllByRole('row')).slice(1)).toHaveLength(1)
  expect(rows()[0]?.textContent).toBe('http.port4000file')
  await userEvent.click(screen.getByRole('button', { name: 'Show 1 default' }))
  expect(rows()).toHaveLength(2)
  await userEvent.click(screen.getByRole('button', { name: 'Hide defaults' }))
  expect(rows()).toHaveLength(1)
})

it('says when nothing was written', async () => {
  renderPage(<SettingsTable settings={[LEFT_OUT]} />)
  await screen.findByText('All are as by default.')
  expect(rows()).toHaveLength(0)
})

it('is not there for a server without settings', async () => {
  renderPage(
    <>
      <SettingsTable settings={[]} />
      <p>beside</p>
    </>,
  )
  await screen.findByText('beside')
  expect(screen.queryByRole('heading')).toBeNull()
})
