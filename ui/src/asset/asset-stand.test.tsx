import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderPage } from '@/shared/testing/render-page'
import { AssetStand } from './asset-stand'

const TRIED = { run: 'r1', step: 'orders', partition: null, time: null, reason: '' }

it('tells why an asset failed, with the step that did', async () => {
  const tried = { ...TRIED, partition: '2001-01-31', reason: 'boom: no rows' }
  renderPage(<AssetStand asset={{ state: 'FAILED', tried, staleBecause: [] }} />)
  await screen.findByText('It could not be made for partition 2001-01-31')
  screen.getByText('boom: no rows')
  const link = screen.getByRole('link', { name: 'The step that failed' })
  expect(link.getAttribute('href')).toContain('/runs/r1?step=orders')
})

it('leads to the step that makes it', async () => {
  renderPage(<AssetStand asset={{ state: 'RUNNING', tried: TRIED, staleBecause: [] }} />)
  await screen.findByText('It is being made')
  expect(screen.getAllByRole('link')).toHaveLength(1)
})

it('names some of what it is stale because of', async () => {
  const staleBecause = Array.from({ length: 12 }, (_, i) => `a${i}`)
  renderPage(<AssetStand asset={{ state: 'STALE', tried: null, staleBecause }} />)
  await screen.findByText('and 2 more')
  const [first, ...others] = screen.getAllByRole('link')
  expect(first?.getAttribute('href')).toContain('/asset/a0')
  expect(others).toHaveLength(9)
})

it('says nothing of one that is as it should be', async () => {
  renderPage(
    <>
      <AssetStand asset={{ state: 'MATERIALIZED', tried: null, staleBecause: [] }} />
      <p>beside</p>
    </>,
  )
  await screen.findByText('beside')
  expect(screen.queryByRole('link')).toBeNull()
})
