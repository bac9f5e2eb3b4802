import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { Blocked } from './blocked'

it('lists what was not run by what failed, with owners, when it is opened', async () => {
  const api = new FakeApi().answer('RunBlocked', () => ({
    run: {
      failures: [
        {
          step: 'clean',
          abandoned: 3,
          blocked: [
            { step: 'publish', owners: ['bi', 'sales'] },
            { step: 'mail', owners: [] },
          ],
        },
        { step: 'other', abandoned: 0, blocked: [] },
      ],
    },
  }))
  const router = renderPage(<Blocked run="r" count={3} />)
  const summary = await screen.findByText('3 steps were not run because of it')
  expect(api.asked).toEqual([])
  await userEvent.click(summary)
  const list = await screen.findByRole('list', {
    name: 'Steps that were not run because of clean',
  })
  expect([...list.children].map((it) => it.textContent)).toEqual([
    'publishbi, sales',
    'mailno owner',
  ])
  expect(screen.getByText('and 1 more')).toBeTruthy()
  expect(screen.queryByText('other')).toBeNull()
  await userEvent.click(screen.getByRole('link', { name: 'publish' }))
  await waitFor(() => expect(router.state.location.search).toEqual({ step: 'publish' }))
})
