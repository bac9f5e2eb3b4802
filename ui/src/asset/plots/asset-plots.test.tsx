import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import type { Asset } from '../asset-page'
import { AssetPlots } from './asset-plots'
import type { PlotsSearch } from './plots-search'

const ASSET = { key: 'orders', partitionCount: 3, checks: [{ name: 'fresh' }] } as Asset

const answer = (numbers: string[]) => ({
  assetHistory: {
    points: numbers.map((_, index) => ({
      key: `2001-01-0${index + 1}`,
      run: 'r',
      time: '2026-11-27T10:00:00Z',
      codeVersion: null,
      isNewCode: false,
    })),
    series: [{ values: numbers.map(() => 42), median: 42, p95: 42 }],
    numbers,
    isWhole: true,
  },
})

function Shown(): ReactElement {
  const [search, setSearch] = useState<PlotsSearch>({})
  return <AssetPlots asset={ASSET} search={search} onSearch={setSearch} />
}

it('plots a number that is chosen over time or by partition', async () => {
  const api = new FakeApi().answer('AssetNumbers', () => answer(['bytes', 'rows']))
  renderPage(<Shown />)
  await screen.findByRole('img', { name: /bytes of orders: 2 points, bytes from 42 to 42/ })
  await userEvent.click(screen.getByText('Partition'))
  const link = await screen.findByRole('link', { name: /^2001-01-02, run r, bytes 42/ })
  expect(link.getAttribute('href')).toContain('step=orders%5B2001-01-02%5D')
  expect(api.variablesOf('AssetNumbers')[1]).toMatchObject({ key: 'orders', by: 'PARTITION' })
})

it('draws no answer under the name of another', async () => {
  new FakeApi().answer('AssetNumbers', ({ by }) =>
    by === 'PARTITION' ? new Promise(() => undefined) : answer(['rows']),
  )
  renderPage(<Shown />)
  await screen.findByRole('img', { name: /rows of orders/ })
  await userEvent.click(screen.getByText('Partition'))
  expect(screen.queryByRole('img', { name: /rows of orders/ })).toBeNull()
})

it('says how numbers come to be where there are none', async () => {
  new FakeApi().answer('AssetNumbers', () => answer([]))
  renderPage(<Shown />)
  expect(await screen.findByText('No materialization told a number')).toBeTruthy()
})
