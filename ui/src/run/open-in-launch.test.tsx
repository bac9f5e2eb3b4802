import { Menu } from '@mantine/core'
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { configIn } from '@/shared/launch/address'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { OpenInLaunch } from './open-in-launch'
import type { RunData } from './run-model'

function open(run: Partial<RunData>, config: unknown): void {
  new FakeApi().answer('RunConfig', () => ({ run: { config } }))
  const whole = { id: 'r', job: 'daily', location: 'shop', mode: 'default', tags: [], ...run }
  renderPage(
    <Menu opened>
      <Menu.Target>
        <button>Re-run</button>
      </Menu.Target>
      <Menu.Dropdown>
        <OpenInLaunch run={whole as unknown as RunData} />
      </Menu.Dropdown>
    </Menu>,
  )
}

async function address(): Promise<URL> {
  const item = await screen.findByRole('menuitem', { name: 'Open in launchpad' })
  await expect.poll(() => item.isConnected && item.getAttribute('href') === null).toBe(false)
  const link = screen.getByRole<HTMLAnchorElement>('menuitem', { name: 'Open in launchpad' })
  return new URL(link.href)
}

it('leads to the launch of a run as it was, with its config without secrets', async () => {
  open(
    {
      mode: 'test',
      tags: [
        { key: 'dagwerk/selection', value: 'load+' },
        { key: 'dagwerk/partitions', value: '2026-01-01' },
        { key: 'team', value: 'data' },
      ],
    },
    { ops: { load: { config: { limit: 3, password: '***' } } } },
  )
  const { pathname, searchParams, hash } = await address()
  expect(pathname).toBe('/launch/shop/daily')
  expect(searchParams.get('mode')).toBe('test')
  expect(searchParams.get('select')).toBe('load+')
  expect(searchParams.get('partitions')).toBe('2026-01-01')
  expect(searchParams.get('tag')).toContain('team=data')
  expect(configIn(hash)).toBe('ops:\n  load:\n    config:\n      limit: 3\n')
})

it('leads to the page that materializes for a run of assets that no job asked for', async () => {
  open({ job: 'assets', tags: [{ key: 'dagwerk/selection', value: 'orders+' }] }, null)
  const { pathname, searchParams, hash } = await address()
  expect(pathname).toBe('/launch')
  expect(searchParams.get('location')).toBe('shop')
  expect(searchParams.get('select')).toBe('orders+')
  expect(hash).toBe('')
})
