import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { configIn } from '@/shared/launch/address'
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

const schema = {
  type: 'object',
  properties: { limit: { type: 'integer' }, password: { type: 'string', writeOnly: true } },
  required: ['limit'],
}

function Form(): ReactElement {
  const search = parseLaunchSearch(useSearch({ strict: false }))
  return (
    <LaunchForm
      job="daily"
      location="shop"
      modes={[]}
      presets={['night']}
      presetConfigs={{ night: { limit: 9 } }}
      schema={schema}
      ops={['load']}
      search={search}
    />
  )
}

function open(at = '/'): [FakeApi, ReturnType<typeof renderPage>] {
  const api = new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: plan }))
    .answer('Partitions', () => ({ partitions: null }))
  return [api, renderPage(<Form />, at)]
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

it('stays when Ctrl is held, and launches another run with the next click', async () => {
  const [api, router] = open()
  let launched = 0
  api.answer('Launch', () => ({ launch: { id: `run-${++launched}` } }))
  const button = await screen.findByRole('button', { name: 'Launch' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  const user = userEvent.setup()
  await user.keyboard('{Control>}')
  await user.click(button)
  await user.keyboard('{/Control}')
  await waitFor(() => expect(launched).toBe(1))
  await waitFor(() => expect(button.getAttribute('data-loading')).toBeNull())
  expect(router.state.location.pathname).toBe('/')
  await user.click(button)
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run-2'))
  const [first, second] = api.variablesOf('Launch')
  expect(first).not.toEqual(second)
})

it('says why a launch was refused until another is written', async () => {
  const [api] = open()
  api.answer('Launch', () => ({ launch: { problems: ['the location is down'] } }))
  const button = await screen.findByRole('button', { name: 'Launch' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  await userEvent.click(button)
  expect(await screen.findByText('the location is down')).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Config'), 'a: 1')
  expect(screen.queryByText('the location is down')).toBeNull()
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  expect(screen.queryByText('the location is down')).toBeNull()
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

it('takes the complete document of the text that stands there alone, without masks', async () => {
  const [api] = open()
  api.answer('LaunchPlan', ({ input }) => ({
    launchPlan: { ...plan, config: { ...(input as { config?: object }).config, password: '***' } },
  }))
  const take = await screen.findByRole('button', { name: 'Take the complete document' })
  await waitFor(() => expect(take).toHaveProperty('disabled', false))
  const box = screen.getByLabelText('Config')
  await userEvent.type(box, 'password: tiger')
  await waitFor(() => expect(take).toHaveProperty('disabled', false))
  const release = api.hold('LaunchPlan')
  await userEvent.type(box, '{enter}limit: 1')
  expect(take).toHaveProperty('disabled', true)
  await waitFor(() => {
    expect(api.variablesOf('LaunchPlan').at(-1)).toHaveProperty('input.config.limit', 1)
  })
  expect(take).toHaveProperty('disabled', true)
  release({ launchPlan: { ...plan, config: { password: '***', limit: 1 } } })
  await waitFor(() => expect(take).toHaveProperty('disabled', false))
  await userEvent.click(take)
  await waitFor(() => expect(box).toHaveProperty('value', 'password: tiger\nlimit: 1\n'))
})

it('fills in what is missing, or says why it cannot', async () => {
  open()
  const box = await screen.findByLabelText('Config')
  await userEvent.type(box, '# mine{enter}password: [[')
  const fill = screen.getByRole('button', { name: 'Fill in what is missing' })
  await userEvent.click(fill)
  expect(await screen.findByText('Nothing was changed')).toBeTruthy()
  await userEvent.type(box, ']')
  await userEvent.click(fill)
  await waitFor(() => {
    expect(box).toHaveProperty('value', '# mine\npassword: []\nlimit: null\n')
  })
})

it('keeps drafts without secrets, and tells when none is kept', async () => {
  localStorage.clear()
  open()
  await userEvent.type(await screen.findByLabelText('Config'), 'limit: 1{enter}password: tiger')
  const keep = async (name: string) => {
    await userEvent.click(screen.getByRole('button', { name: 'Keep as draft' }))
    await userEvent.type(await screen.findByLabelText('Name of the draft'), `${name}{enter}`)
  }
  await keep('first')
  expect(await screen.findByText(/Kept without 1 secret/)).toBeTruthy()
  const stored = localStorage.getItem('dagwerk.drafts.shop/daily') ?? ''
  expect(stored).toContain('limit: 1')
  expect(stored).not.toContain('tiger')
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  await keep('second')
  expect(await screen.findByText('The draft was not kept')).toBeTruthy()
})

it('S49.3: asks before a preset takes the place of what was written', async () => {
  open('/?preset=night')
  const box = await screen.findByLabelText('Config')
  await userEvent.type(box, 'limit: 1')
  const copy = screen.getByRole('button', { name: 'Copy the preset’s' })
  await userEvent.click(copy)
  await userEvent.click(await screen.findByRole('button', { name: 'Keep mine' }))
  expect(box).toHaveProperty('value', 'limit: 1')
  expect(screen.queryByRole('button', { name: 'Overwrite' })).toBeNull()
  await userEvent.click(copy)
  await userEvent.click(await screen.findByRole('button', { name: 'Overwrite' }))
  expect(box).toHaveProperty('value', 'limit: 9\n')
})

it('S49.1: keeps two drafts, which are there when the browser is opened anew', async () => {
  localStorage.clear()
  open()
  const box = await screen.findByLabelText('Config')
  for (const name of ['one', 'two']) {
    await userEvent.clear(box)
    await userEvent.type(box, `limit: ${name.length}${name}`)
    await userEvent.click(screen.getByRole('button', { name: 'Keep as draft' }))
    await userEvent.type(await screen.findByLabelText('Name of the draft'), `${name}{enter}`)
    await screen.findByRole('button', { name })
  }
  cleanup()
  sessionStorage.clear()
  open()
  for (const name of ['one', 'two']) {
    await userEvent.click(await screen.findByRole('button', { name }))
    await waitFor(() => {
      expect(screen.getByLabelText('Config')).toHaveProperty(
        'value',
        `limit: ${name.length}${name}`,
      )
    })
  }
})
