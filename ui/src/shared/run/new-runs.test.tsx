import { act, screen, waitFor } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { FakeSockets } from '../testing/fake-socket'
import { renderPage } from '../testing/render-page'
import { NewRuns } from './new-runs'

let read = 0
// Tests share the connection, as all of a tab does.
const sockets = new FakeSockets()

function Shown({ location = 'here' }: { location?: string }): ReactElement {
  const query = useQuery({ queryKey: ['shown'], queryFn: () => Promise.resolve(++read) })
  return (
    <>
      <p>read {query.data}</p>
      <button onClick={() => void query.refetch()}>Refresh</button>
      <NewRuns
        job="daily"
        location={location}
        readAt={query.dataUpdatedAt}
        isReading={query.isFetching}
        onRead={() => void query.refetch()}
      />
    </>
  )
}

function tell(...ids: string[]): void {
  act(() => {
    sockets.last.next('RunsEnded', { runs: { runs: ids.map((id) => ({ id })) } })
  })
}

it('says how many runs of the job ended since, and reads anew when it is told to', async () => {
  renderPage(<Shown />)
  await screen.findByText('read 1')
  await waitFor(() => expect(sockets.last.subscribed).toHaveLength(1))
  expect(sockets.last.subscribed[0]?.variables).toMatchObject({
    filter: { job: 'daily', location: 'here', ended: {} },
  })
  tell('a')
  expect(screen.queryByRole('button', { name: /new run/ })).toBeNull()
  tell('c', 'b', 'a')
  expect(read).toBe(1)
  screen.getByRole('button', { name: '2 new runs' }).click()
  await screen.findByText('read 2')
  await waitFor(() => expect(screen.queryByRole('button', { name: /new run/ })).toBeNull())
  tell('d', 'c', 'b', 'a')
  expect(screen.getByRole('button', { name: '1 new run' })).toBeTruthy()
})

it('leaves the focus beside it when it has nothing more to say', async () => {
  renderPage(<Shown />)
  await screen.findByText(/^read/)
  await waitFor(() => expect(sockets.last.subscribed).toHaveLength(1))
  tell('a')
  tell('b', 'a')
  await userEvent.click(screen.getByRole('button', { name: '1 new run' }))
  await waitFor(() => expect(screen.queryByText('1 new run')).toBeNull())
  expect(document.activeElement).toBe(screen.getByText('Refresh'))
})

function Moved(): ReactElement {
  const [location, setLocation] = useState('here')
  return (
    <>
      <Shown location={location} />
      <button onClick={() => setLocation('there')}>Move</button>
    </>
  )
}

it('does not take the runs of another location for new ones', async () => {
  renderPage(<Moved />)
  await screen.findByText(/^read/)
  await waitFor(() => expect(sockets.last.subscribed).toHaveLength(1))
  tell('a')
  await userEvent.click(screen.getByText('Move'))
  await waitFor(() =>
    expect(sockets.last.subscribed[0]?.variables).toMatchObject({ filter: { location: 'there' } }),
  )
  tell('c', 'b')
  expect(screen.queryByRole('button', { name: /new run/ })).toBeNull()
  tell('d', 'c', 'b')
  expect(screen.getByRole('button', { name: '1 new run' })).toBeTruthy()
})

it('counts no further than it is told, and from later on when it is read later', async () => {
  renderPage(<Shown />)
  await screen.findByText(/^read/)
  await waitFor(() => expect(sockets.last.subscribed).toHaveLength(1))
  const fromTold = () =>
    (sockets.last.subscribed[0]?.variables as { filter: { ended: { from: string } } }).filter.ended
      .from
  const before = fromTold()
  tell('a')
  tell(...Array.from({ length: 300 }, (_, index) => `run ${index}`))
  expect(screen.getByText('300 or more new runs')).toBeTruthy()
  const later = vi.spyOn(Date, 'now').mockReturnValue(Date.parse(before) + 10 * 3_600_000)
  await userEvent.click(screen.getByText('Refresh'))
  await waitFor(() => expect(Date.parse(fromTold()) - Date.parse(before)).toBe(9 * 3_600_000))
  later.mockRestore()
})
