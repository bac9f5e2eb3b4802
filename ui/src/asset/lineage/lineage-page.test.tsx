import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type AnyRouter,
  type RouterHistory,
} from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { boxId } from '@/graph/model'
import { FakeApi } from '@/shared/testing/fake-api'
import { MOST_CARDS } from './lineage'
import { LineagePage } from './lineage-page'
import { parseLineageSearch, type LineageSearch } from './lineage-search'

// What draws wants a browser that measures; what the page gives to it is tried here.
vi.mock('@/graph/graph-view', () => ({
  GraphView: (props: { open: Set<string>; onOpen: (open: Set<string>) => void }) => (
    <ul aria-label="cards">
      {['raw', 'vast', ''].map((name) => (
        <li key={name}>
          <button
            type="button"
            aria-expanded={props.open.has(boxId([name]))}
            onClick={() => props.onOpen(new Set([...props.open, boxId([name])]))}
          >
            {name || 'no group'}
          </button>
        </li>
      ))}
    </ul>
  ),
}))
vi.mock('@/graph/overview', () => ({ OverviewCanvas: () => <p>canvas</p> }))

const vast = Array.from({ length: MOST_CARDS }, (_, index) => `v${index}`)
const keys = ['orders', 'loose', ...vast]
const lineage = {
  keys,
  states: keys.map(() => 'MISSING'),
  groupNames: ['raw', '', 'vast'],
  groups: [0, 1, ...vast.map(() => 2)],
  locationNames: ['shop'],
  locations: keys.map(() => 0),
  kindSets: [[]],
  kinds: keys.map(() => 0),
  from: [0],
  to: [1],
}

function open(at: string): [FakeApi, () => LineageSearch, RouterHistory] {
  const api = new FakeApi()
    .answer('Lineage', () => ({ lineage }))
    .answer('AssetWords', () => ({ lineage, assets: { assets: [] } }))
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/lineage',
    validateSearch: parseLineageSearch,
    component: LineagePage,
  })
  const history = createMemoryHistory({ initialEntries: [at] })
  const router: AnyRouter = createRouter({ routeTree: root.addChildren([page]), history })
  render(
    <MantineProvider env="test">
      <QueryClientProvider
        client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}
      >
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return [api, () => router.state.location.search as LineageSearch, history]
}

it('keeps every letter and space that is typed, and what else the address says', async () => {
  const [api, search, history] = open('/lineage?view=all')
  const box = await screen.findByRole('combobox', { name: 'Select assets' })
  await screen.findByText('canvas')
  const steps = history.length
  await userEvent.type(box, 'orders ')
  await waitFor(() => expect(search()).toMatchObject({ select: 'orders ', view: 'all' }))
  expect(box).toHaveProperty('value', 'orders ')
  await userEvent.type(box, 'or raw')
  await waitFor(() => expect(search().select).toBe('orders or raw'))
  expect(box).toHaveProperty('value', 'orders or raw')
  expect(api.variablesOf('Lineage').some((it) => it['select'] === 'key:"*orders*"')).toBe(true)
  expect(history.length).toBe(steps)
})

it('leaves the picture when a selection is half written, and says what is wrong with it', async () => {
  const [api] = open('/lineage')
  await screen.findByText('vast')
  api.answer('Lineage', () => ({ lineage }))
  api.failNext(
    Response.json({
      errors: [{ message: 'a bracket is open', extensions: { code: 'BAD_USER_INPUT' } }],
    }),
  )
  await userEvent.type(screen.getByRole('combobox', { name: 'Select assets' }), '(a b')
  expect(await screen.findByText('a bracket is open')).toBeTruthy()
  expect(screen.getByText('vast')).toBeTruthy()
})

it('refuses to open a group for which there is no room, and closes what is open', async () => {
  const [, search] = open('/lineage')
  await userEvent.click(await screen.findByText('raw'))
  await waitFor(() => expect(search().open).toEqual(['raw']))
  await userEvent.click(screen.getByText('no group'))
  await waitFor(() => expect(search().open).toEqual(['', 'raw', '']))
  await userEvent.click(screen.getByText('vast'))
  const alone = await screen.findByRole('link', { name: 'Show it alone' })
  expect(alone.getAttribute('href')).toContain('group')
  expect(screen.getByText('vast').getAttribute('aria-expanded')).toBe('false')
  expect(screen.queryByText('canvas')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Close all groups' }))
  await waitFor(() => expect(search().open).toEqual(['']))
  expect(screen.getByText('raw').getAttribute('aria-expanded')).toBe('false')
})

it('goes back over what was opened', async () => {
  const [, search, history] = open('/lineage')
  await userEvent.click(await screen.findByText('raw'))
  await waitFor(() => expect(search().open).toEqual(['raw']))
  history.back()
  await waitFor(() => expect(search().open).toBeUndefined())
})
