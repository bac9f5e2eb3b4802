import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { Navigation } from './navigation'

function navigation() {
  return <Navigation onSearch={vi.fn()} onKeys={vi.fn()} onSettings={vi.fn()} />
}

const DOWN = { name: 'ships', state: 'DOWN', codeVersion: null, trouble: [], notTurned: [] }

test('one badge says that a server is read-only', async () => {
  new FakeApi().answer('Health', () => ({ server: { isReadOnly: true }, locations: [] }))
  renderPage(navigation())

  expect((await screen.findByText('read-only')).title).toBe(
    'This server is read-only: it shows what there is, and changes nothing',
  )
})

test('nothing is said of a server that changes what it is told to', async () => {
  new FakeApi().answer('Health', () => ({ server: { isReadOnly: false }, locations: [DOWN] }))
  renderPage(navigation())

  await screen.findByTitle('In trouble: ships')
  expect(screen.queryByText('read-only')).toBeNull()
})
