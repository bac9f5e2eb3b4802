import { act, screen, waitFor } from '@testing-library/react'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeSockets } from '../testing/fake-socket'
import { renderPage } from '../testing/render-page'
import { NewRuns } from './new-runs'

let read = 0

function Shown(): ReactElement {
  const query = useQuery({ queryKey: ['shown'], queryFn: () => Promise.resolve(++read) })
  return (
    <>
      <p>read {query.data}</p>
      <NewRuns
        job="daily"
        location="here"
        readAt={query.dataUpdatedAt}
        isReading={query.isFetching}
        onRead={() => void query.refetch()}
      />
    </>
  )
}

it('says how many runs of the job ended since, and reads anew when it is told to', async () => {
  const sockets = new FakeSockets()
  renderPage(<Shown />)
  await screen.findByText('read 1')
  await waitFor(() => expect(sockets.last.subscribed).toHaveLength(1))
  expect(sockets.last.subscribed[0]?.variables).toMatchObject({
    filter: { job: 'daily', location: 'here', ended: {} },
  })
  const tell = (...ids: string[]) => {
    act(() => {
      sockets.last.next('RunsEnded', { runs: { runs: ids.map((id) => ({ id })) } })
    })
  }
  tell('a')
  expect(screen.queryByRole('button')).toBeNull()
  tell('c', 'b', 'a')
  expect(read).toBe(1)
  screen.getByRole('button', { name: '2 new runs' }).click()
  await screen.findByText('read 2')
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  tell('d', 'c', 'b', 'a')
  expect(screen.getByRole('button', { name: '1 new run' })).toBeTruthy()
})
