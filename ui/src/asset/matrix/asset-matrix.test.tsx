import { fireEvent, screen, waitFor } from '@testing-library/react'
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
  expect(screen.getByRole('gridcell', { name: 'orders, 2001-01-02: missing' })).toBeTruthy()
  expect(screen.getByText(/Not shown.*report/)).toBeTruthy()
})

it('says how to go on when no partition has what was typed', async () => {
  api([], asset('orders', 2)).answer('MatrixChoice', ({ containing }) => ({
    assets: { assets: [asset('orders', 2)], after: null },
    partitions: {
      text: 'days',
      count: 2,
      newest: containing ? [] : ['2001-01-02', '2001-01-01'],
    },
  }))
  renderPage(<Shown first={{ containing: '1999' }} />)
  // The box is still there to type another.
  expect(await screen.findByLabelText('Find partitions')).toHaveProperty('value', '1999')
  await userEvent.click(screen.getByText('Show all partitions'))
  await screen.findByRole('grid', { name: 'All' })
})

it('keeps the box in which partitions are found while they are', async () => {
  const asked = api(['2001-01-02', '2001-01-01'], asset('orders', 2))
  renderPage(<Shown />)
  const box = await screen.findByLabelText('Find partitions')
  await userEvent.type(box, '2001')
  await waitFor(() => expect(asked.variablesOf('AssetMatrix')).toHaveLength(2))
  expect(document.activeElement).toBe(box)
  expect(screen.getByLabelText('Find partitions')).toBe(box)
})

it.each([
  [null, null, 'None of these assets has partitions'],
  ['more', null, 'None of the assets on this page has these partitions'],
  [null, 2, 'These assets have no partition yet'],
])('says no more than it knows: after %s, %s partitions: %s', async (after, count, title) => {
  api([]).answer('MatrixChoice', () => ({
    assets: { assets: [asset('orders', count)], after },
    partitions: count === null ? null : { text: 'days', count, newest: [] },
  }))
  renderPage(<Shown />)
  expect(await screen.findByText(title)).toBeTruthy()
})

it('goes through the assets of a selection, page by page, and back', async () => {
  const asked = api(['2001-01-02', '2001-01-01']).answer('MatrixChoice', ({ after }) => ({
    assets: {
      assets: [asset(after === null ? 'orders' : 'zones', 2)],
      after: after === null ? 'orders' : null,
    },
    partitions: { text: 'days', count: 2, newest: ['2001-01-02', '2001-01-01'] },
  }))
  renderPage(<Shown />)
  await userEvent.click(await screen.findByText('Next assets'))
  await waitFor(() => expect(asked.variablesOf('AssetMatrix')).toHaveLength(2))
  expect(asked.variablesOf('MatrixChoice').map((it) => it['after'])).toEqual([null, 'orders'])
  expect(await screen.findByText(/^Assets 501–501 of the selection/)).toBeTruthy()
  await userEvent.click(screen.getByText('Previous assets'))
  expect(await screen.findByText(/^Assets 1–1 of the selection, and there are more/)).toBeTruthy()
})

it('keeps the focus of the button while the next page is read, and asks for it once', async () => {
  const page = (key: string, after: string | null) => ({
    assets: { assets: [asset(key, 2)], after },
    partitions: { text: 'days', count: 2, newest: ['2001-01-02', '2001-01-01'] },
  })
  let release: (answer: unknown) => void = () => undefined
  const asked = api([]).answer('MatrixChoice', ({ after }) =>
    after === null ? page('orders', 'orders') : new Promise((resolve) => (release = resolve)),
  )
  renderPage(<Shown />)
  const next = await screen.findByRole('button', { name: 'Next assets' })
  await userEvent.click(next)
  const pages = screen.getByRole('navigation', { name: 'Pages of assets' })
  await waitFor(() => expect(pages.getAttribute('aria-busy')).toBe('true'))
  expect(document.activeElement).toBe(next)
  expect(screen.getByText(/^Assets 1–1 of the selection/)).toBeTruthy()
  await userEvent.keyboard('{Enter}')
  release(page('zones', null))
  await screen.findByText(/^Assets 501–501 of the selection/)
  expect(document.activeElement).toBe(next)
  expect(next.getAttribute('aria-disabled')).toBe('true')
  expect(asked.variablesOf('MatrixChoice').map((it) => it['after'])).toEqual([null, 'orders'])
})

it('forgets what was chosen on a page where another is looked at', async () => {
  api([]).answer('MatrixChoice', ({ after }) => ({
    assets: {
      assets: [asset(after === null ? 'orders' : 'zones', 2)],
      after: after === null ? 'orders' : null,
    },
    partitions: { text: 'days', count: 2, newest: ['2001-01-02', '2001-01-01'] },
  }))
  renderPage(<Shown />)
  fireEvent.keyDown(await screen.findByRole('grid'), { key: 'a', ctrlKey: true })
  expect(screen.getByText('1 asset × 2 partitions')).toBeTruthy()
  fireEvent.click(screen.getByText('Next assets'))
  await screen.findByText(/^Assets 501–501 of the selection/)
  expect(screen.queryByText(/not side by side any more/)).toBeNull()
  expect(screen.getByText(/^Drag, or Shift and arrows/)).toBeTruthy()
})

it('dims what is read anew, and keeps the focus of the button', async () => {
  const asked = api(['2001-01-02', '2001-01-01'], asset('orders', 2))
  renderPage(<Shown />)
  const button = await screen.findByText('Refresh')
  const answer = asked.hold('MatrixChoice')
  await userEvent.click(button)
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeTruthy())
  expect(document.activeElement).toBe(button.closest('button'))
  answer({
    assets: { assets: [asset('orders', 2)], after: null },
    partitions: { text: 'days', count: 2, newest: ['2001-01-02', '2001-01-01'] },
  })
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull())
})
