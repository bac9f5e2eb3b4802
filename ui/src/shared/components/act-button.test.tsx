import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { renderPage } from '../testing/render-page'
import { ActButton } from './act-button'

function serve(isReadOnly: boolean): FakeApi {
  return new FakeApi().answer('Health', () => ({ server: { isReadOnly }, locations: [] }))
}

test('a read-only server disables it, and it says why', async () => {
  serve(true)
  const act = vi.fn()
  renderPage(
    <ActButton title="Stops it" onClick={act}>
      Stop
    </ActButton>,
  )

  const button = await screen.findByTitle(/This server is read-only/)
  await userEvent.click(button)

  expect(button).toHaveProperty('disabled', true)
  expect(button.textContent).toBe('Stop')
  expect(act).not.toHaveBeenCalled()
})

test('another server leaves it as it is', async () => {
  const api = serve(false)
  const act = vi.fn()
  renderPage(
    <ActButton title="Stops it" onClick={act}>
      Stop
    </ActButton>,
  )
  await vi.waitFor(() => {
    expect(api.variablesOf('Health')).toHaveLength(1)
  })

  const button = screen.getByRole('button')
  await userEvent.click(button)

  expect(button.title).toBe('Stops it')
  expect(act).toHaveBeenCalledOnce()
})
