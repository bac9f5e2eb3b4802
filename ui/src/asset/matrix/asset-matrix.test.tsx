import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import type { MatrixSearch } from '@/shared/matrix/matrix-search'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { AssetMatrix } from './asset-matrix'

HTMLCanvasElement.prototype.getContext = () => null
Element.prototype.scrollTo = () => undefined

const asset = (key: string, partitionCount: number | null) => ({
  key,
  location: 'here',
  partitionCount,
})

function Shown({ first = {} }: { first?: MatrixSearch }): ReactElement {
  const [search, setSearch] = useState(first)
  return <AssetMatrix label="All" rows="*" columns="*" search={search} onSearch={setSearch} />
}

function api(newest: string[], ...assets: ReturnType<typeof asset>[]): FakeApi {
  return new FakeApi()
    .answer('MatrixChoice', () => ({
      assets: { assets, after: null },
      partitions: { text: 'days', count: 2, newest },
    }))
    .answer('AssetMatrix', ({ keys, partitions }) => ({
      assetMatrix: {
        columns: (partitions as string[]).map((partition) => ({
          partition,
          run: null,
          status: null,
        })),
        rows: (keys as string[]).map((key) => ({
          key,
          cells: ['MATERIALIZED', 'MISSING'],
          runs: ['r', null],
          failed: 0,
        })),
        isWhole: true,
      },
    }))
}

it('shows the assets that are cut alike, and names the others', async () => {
  const asked = api(['2001-01-02', '2001-01-01'], asset('orders', 2), asset('report', null))
  renderPage(<Shown />)
  await screen.findByRole('grid', { name: 'All' })
  expect(asked.variablesOf('AssetMatrix')).toEqual([
    { keys: ['orders'], partitions: ['2001-01-01', '2001-01-02'] },
  ])
  expect(
    screen.getByRole('gridcell', { name: 'orders, 2001-01-01: materialized, run r' }),
  ).toBeTruthy()
  expect(screen.getByText(/Not shown.*report/)).toBeTruthy()
})

it('says how to go on when no partition has what was typed', async () => {
  api([], asset('orders', 2))
  renderPage(<Shown first={{ containing: '1999' }} />)
  await userEvent.click(await screen.findByText('Show all partitions'))
  expect(await screen.findByText('None of these assets has partitions')).toBeTruthy()
})
