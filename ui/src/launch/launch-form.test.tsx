import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { configIn } from './draft'
import { LaunchForm } from './launch-form'
import { parseLaunchSearch } from './search'

const plan = {
  location: 'shop',
  mode: 'default',
  config: {},
  notes: [],
  plan: { job: 'daily', codeVersion: 'abc', stepCount: 0, steps: { steps: [], after: null } },
}

function Form(): ReactElement {
  const search = parseLaunchSearch(useSearch({ strict: false }))
  return <LaunchForm job="daily" location="shop" modes={[]} presets={[]} search={search} />
}

function open(): [FakeApi, ReturnType<typeof renderPage>] {
  const api = new FakeApi().answer('LaunchPlan', () => ({ launchPlan: plan }))
  return [api, renderPage(<Form />)]
}

it('plans all that was typed, and keeps the config out of what the server is sent', async () => {
  const [api, router] = open()
  await userEvent.type(await screen.findByLabelText('Selection'), 'load+')
  await userEvent.type(screen.getByLabelText('Config'), '{{"ops": {{}}')
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
