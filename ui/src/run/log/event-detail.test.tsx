import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { EventDetail } from './event-detail'

it('S48.4: shows an error with its causes, and copies it as Java prints it', async () => {
  const frame = (text: string) => [`com.acme.${text}`]
  const root = { type: 'x.IoError', message: 'disk', frames: frame('Disk.read(D.java:1)') }
  const cause = {
    type: 'x.NoFlights',
    message: 'none',
    frames: frame('F.load(F.java:2)'),
    cause: root,
  }
  const error = { type: 'x.Wrapped', message: 'outer', frames: frame('Job.run(J.java:3)'), cause }
  new FakeApi().answer('RunEvent', () => ({
    run: { events: { events: [{ position: 3, json: { error } }] } },
  }))
  const user = userEvent.setup()
  const event = {
    position: 3,
    time: '2026-01-01T00:00:00Z',
    kind: 'StepFailed',
    step: 'a',
    text: '',
  }
  renderPage(<EventDetail run="r" event={event} onClose={() => {}} />)
  expect(await screen.findByText('IoError')).toBeTruthy()
  expect(screen.getByText('Thrown on as NoFlights: none')).toBeTruthy()
  expect(screen.getByText('Thrown on as Wrapped: outer')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Copy error' }))
  expect(await navigator.clipboard.readText()).toBe(
    'x.Wrapped: outer\n\tat com.acme.Job.run(J.java:3)\n' +
      'Caused by: x.NoFlights: none\n\tat com.acme.F.load(F.java:2)\n' +
      'Caused by: x.IoError: disk\n\tat com.acme.Disk.read(D.java:1)',
  )
})
