import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { JobMatrix } from './job-matrix'

HTMLCanvasElement.prototype.getContext = () => null
Element.prototype.scrollTo = () => undefined

it('asks for later steps with the columns of the first', async () => {
  const api = new FakeApi().answer('JobMatrix', ({ rowAfter }) => ({
    jobMatrix: {
      columns: ['d1...d2', 'd3'].map((partition) => ({ partition, run: 'r', status: 'SUCCEEDED' })),
      rows: [
        {
          key: rowAfter === null ? 'load' : 'publish',
          cells: ['MATERIALIZED', 'MATERIALIZED'],
          failed: 0,
        },
      ],
      leftOut: rowAfter === null ? 1 : 0,
      after: rowAfter === null ? 'load' : null,
      isWhole: true,
    },
  }))
  renderPage(<JobMatrix location="here" job="daily" search={{}} onSearch={() => undefined} />)
  await userEvent.click(await screen.findByRole('button', { name: '1 more step' }))
  await waitFor(() => expect(api.variablesOf('JobMatrix')).toHaveLength(2))
  expect(api.variablesOf('JobMatrix')).toMatchObject([
    { rowAfter: null, partitions: [] },
    { rowAfter: 'load', partitions: ['d1...d2', 'd3'] },
  ])
})
