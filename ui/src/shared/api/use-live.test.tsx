import { useQuery } from '@tanstack/react-query'
import { act, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { renderPage } from '../testing/render-page'
import { request } from './client'
import { HealthDocument } from './generated/graphql'
import { useLiveQuery } from './use-live'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function Health(): ReactElement {
  const query = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => request(HealthDocument, {}, signal),
  })
  useLiveQuery(query, 1_000)
  return <p>{query.data?.locations.length}</p>
}

it('shows an answer that takes longer than the pause', async () => {
  let count = 0
  const api = new FakeApi().answer('Health', async () => {
    const locations = Array<object>(++count).fill({})
    if (count > 1) await new Promise((resolve) => setTimeout(resolve, 2_500))
    return { locations }
  })
  renderPage(<Health />)
  await act(() => vi.advanceTimersByTimeAsync(900))
  expect(screen.getByText('1')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(2_700))
  expect(screen.getByText('2')).toBeTruthy()
  expect(api.asked).toHaveLength(2)
})
