import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { AssetHealthPartsFragment } from '@/shared/api/generated/graphql'
import { renderPage } from '@/shared/testing/render-page'
import { AssetHealth } from './asset-health'

const WELL: AssetHealthPartsFragment = {
  states: [{ state: 'MATERIALIZED', number: 1200 }],
  failed: [],
  stale: [],
  failedChecks: [],
  areAllChecks: true,
}

it('says that all is well', async () => {
  renderPage(<AssetHealth health={WELL} />)
  expect(await screen.findByText('1,200 assets')).toBeTruthy()
  expect(screen.getByText('None failed, and none is stale.')).toBeTruthy()
})

it('shows nothing where there are no assets', async () => {
  renderPage(
    <>
      <AssetHealth health={{ ...WELL, states: [] }} />
      the end
    </>,
  )
  await screen.findByText('the end')
  expect(screen.queryByText('Assets')).toBeNull()
})

it('names what wants somebody, with its reason and how many more there are', async () => {
  const time = '2001-01-31T06:00:00Z'
  renderPage(
    <AssetHealth
      health={{
        states: [
          { state: 'FAILED', number: 3 },
          { state: 'STALE', number: 1 },
        ],
        failed: [
          {
            asset: 'orders',
            partition: '2001-01-30',
            run: 'run-1',
            step: 'load',
            time,
            reason: 'boom: no rows',
          },
        ],
        stale: ['revenue'],
        failedChecks: [
          { asset: 'prices', fact: { check: 'few', partition: null, time, text: 'found 2 rows' } },
        ],
        areAllChecks: false,
      }}
    />,
  )
  const failed = within(await screen.findByRole('list', { name: 'Failed' }))
  expect(failed.getByText('2001-01-30', { exact: false })).toBeTruthy()
  expect(failed.getByText('boom: no rows')).toBeTruthy()
  expect(failed.getByRole('link', { name: 'failed' }).getAttribute('href')).toBe(
    '/runs/run-1?step=load',
  )
  expect(screen.getByText('and 2 more')).toBeTruthy()
  const checks = within(screen.getByRole('list', { name: 'Checks that do not pass' }))
  expect(checks.getByText('found 2 rows')).toBeTruthy()
  expect(checks.getByRole('link').getAttribute('href')).toBe('/asset/prices?tab=checks')
  expect(screen.getByText('and more')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'revenue' })).toBeTruthy()
  expect(screen.queryByText(/None failed/)).toBeNull()
})
