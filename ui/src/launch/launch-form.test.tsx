import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { configIn } from './draft'
import { LaunchForm } from './launch-form'
import { parseLaunchSearch } from './search'

// The editor wants a browser that measures text; what stands around it is tried here.
vi.mock('@/config/config-editor', () => ({
  default: (props: { value: string; onChange: (text: string) => void }) => (
    <textarea
      aria-label="Config"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  ),
}))

const plan = {
  location: 'shop',
  mode: 'default',
  config: {},
  notes: [],
  plan: { job: 'daily', codeVersion: 'abc', stepCount: 0, steps: { steps: [], after: null } },
}

function Form(): ReactElement {
  const search = parseLaunchSearch(useSearch({ strict: false }))
  return (
    <LaunchForm
      job="daily"
      location="shop"
      modes={[]}
      presets={[]}
      ops={['load']}
      search={search}
    />
  )
}

function open(): [FakeApi, ReturnType<typeof renderPage>] {
  const api = new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: plan }))
    .answer('Partitions', () => ({ partitions: null }))
  return [api, renderPage(<Form />)]
}

it('plans all that was typed, and keeps the config out of what the server is sent', async () => {
  const [api, router] = open()
  await userEvent.type(await screen.findByLabelText('Selection', { selector: 'input' }), 'load+')
  await userEvent.type(await screen.findByLabelText('Config'), '{{"ops": {{}}')
  await waitFor(() => {
    expect(api.variablesOf('LaunchPlan').at(-1)).toEqual({
      input: { job: 'daily', location: 'shop', tags: [], select: 'load+', config: { ops: {} } },
    })
    expect(configIn(router.state.location.hash)).toBe('{"ops": {}}')
  })
  expect(router.state.location.search).toMatchObject({ select: 'load+' })
  expect(router.state.location.searchStr).not.toContain('ops')
})

it('launches once, also when the first answer is lost', async () => {
  const [api, router] = open()
  const button = await screen.findByRole('button', { name: 'Launch' })
  await waitFor(() => {
    expect(button).toHaveProperty('disabled', false)
  })
  api.failNext(new TypeError('lost')).answer('Launch', () => ({ launch: { id: 'r1' } }))
  await userEvent.click(button)
  expect(await screen.findByText('No answer came')).toBeTruthy()
  await userEvent.click(button)
  await waitFor(() => {
    expect(router.state.location.pathname).toBe('/runs/r1')
  })
  const [first, second] = api.variablesOf('Launch')
  expect(first).toHaveProperty('input.id')
  expect(second).toEqual(first)
})

it('reads YAML too, and says what cannot be read', async () => {
  const [api] = open()
  await userEvent.type(await screen.findByLabelText('Config'), 'ops:{enter}  load: 1')
  await waitFor(() => {
    expect(api.variablesOf('LaunchPlan').at(-1)).toHaveProperty('input.config', {
      ops: { load: 1 },
    })
  })
  await userEvent.type(screen.getByLabelText('Config'), '{enter}x: [[')
  expect(await screen.findByText('This cannot be read yet')).toBeTruthy()
})
