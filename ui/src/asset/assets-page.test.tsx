import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
  type AnyRouter,
} from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { AssetsPage } from './assets-page'
import { parseAssetsSearch, type AssetsSearch } from './search'

const words = {
  lineage: {
    keys: ['orders'],
    groupNames: ['marts'],
    kindSets: [['csv']],
    locationNames: ['shop'],
  },
  assets: { assets: [{ owners: ['ann'], tags: [{ key: 'tier', value: '1' }] }] },
}

function open(at: string): [FakeApi, () => AssetsSearch] {
  const api = new FakeApi()
    .answer('Assets', () => ({ assets: { assets: [], after: null } }))
    .answer('AssetWords', () => words)
  const root = createRootRoute()
  const page = createRoute({
    getParentRoute: () => root,
    path: '/assets',
    validateSearch: parseAssetsSearch,
    component: AssetsPage,
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
  return [api, () => router.state.location.search as AssetsSearch]
}

const box = () => screen.findByRole('combobox', { name: 'Select assets' })
const options = async () => (await screen.findAllByRole('option')).map((it) => it.textContent)

it('asks for what can be selected when the box is used, and offers it', async () => {
  const [api, search] = open('/assets?group=marts')
  expect(await box()).toBeTruthy()
  await waitFor(() => expect(api.variablesOf('Assets')).toHaveLength(1))
  expect(api.variablesOf('AssetWords')).toHaveLength(0)
  await userEvent.type(await box(), 'owner:')
  await waitFor(async () => expect(await options()).toEqual(['annowner']))
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await waitFor(() => expect(search()).toEqual({ group: 'marts', select: 'owner:ann' }))
  await userEvent.type(await box(), ' and tag:t')
  await waitFor(async () => expect(await options()).toEqual(['tiertag', 'tier=1tag']))
  await waitFor(() =>
    expect(api.variablesOf('Assets').at(-1)).toMatchObject({ select: 'owner:ann and tag:t' }),
  )
  expect(await box()).toHaveProperty('value', 'owner:ann and tag:t')
})

const rejected = () =>
  Response.json({
    errors: [{ message: 'a bracket is open', extensions: { code: 'BAD_USER_INPUT' } }],
  })

it('says at the box what is wrong with a selection, and leaves what was shown', async () => {
  const [api] = open('/assets')
  expect(await screen.findByText('No code location defines assets')).toBeTruthy()
  await userEvent.click(await box())
  await waitFor(() => expect(api.variablesOf('AssetWords')).toHaveLength(1))
  // Of a slow typist more than one text is asked for.
  api.failNext(...Array.from({ length: 4 }, rejected))
  await userEvent.type(await box(), '(a b')
  expect(await screen.findByText('a bracket is open')).toBeTruthy()
  expect(screen.queryByText('The assets cannot be shown')).toBeNull()
})

const asset = (key: string) => ({
  key,
  location: 'shop',
  group: '',
  description: '',
  kinds: [],
  owners: [],
  isExternal: false,
  partitionCount: null,
  materializedCount: 0,
  newest: null,
  checks: [],
})

it('says that it shows the list of before, and leads nowhere with a selection that is wrong', async () => {
  const [api] = open('/assets?select=orders')
  api.answer('Assets', () => ({ assets: { assets: [asset('orders')], after: null } }))
  expect(await screen.findByText('1 asset, all shown')).toBeTruthy()
  expect(screen.getByText('Materialize these')).toBeTruthy()
  await userEvent.click(await box())
  await waitFor(() => expect(api.variablesOf('AssetWords')).toHaveLength(1))
  api.failNext(...Array.from({ length: 4 }, rejected))
  await userEvent.type(await box(), ' (a b')
  expect(await screen.findByText('Below are the assets of the selection before')).toBeTruthy()
  expect(screen.queryByText('1 asset, all shown')).toBeNull()
  expect(screen.queryByText('Materialize these')).toBeNull()
  expect(screen.queryByText('Lineage of these')).toBeNull()
  expect(screen.getByText('Lineage')).toBeTruthy()
})
