import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import { ErrorView } from './error-view'

it('shows the cause and the frames of the user first, and the others when asked', async () => {
  const cause = {
    type: 'java.lang.IllegalStateException',
    message: 'no flights',
    frames: [
      'user//com.acme.Flights.load(Flights.java:12)',
      'io.dagwerk.execution.Step.run(Step.java:9)',
    ],
    cause: null,
  }
  renderPage(<ErrorView error={{ type: 'x.Wrapped', message: 'outer', frames: [], cause }} />)
  expect(await screen.findByText('IllegalStateException')).toBeTruthy()
  expect(screen.getByText('com.acme.Flights.load(Flights.java:12)')).toBeTruthy()
  expect(screen.getByText('Thrown on as Wrapped: outer')).toBeTruthy()
  expect(screen.queryByText(/Step.java/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: '1 frame of libraries and the engine' }))
  expect(screen.getByText(/Step.java/)).toBeTruthy()
})
