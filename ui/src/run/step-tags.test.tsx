import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { StepTags } from './step-tags'

const RUN = { location: 'here', job: 'daily' } as never
const stepOf = (key: string, kind: string) => ({ key, kind }) as never
const TAGS = [
  { key: 'owner', value: 'bi' },
  { key: 'file', value: 'jobs/load.yaml' },
  { key: 'config', value: 'jobs/load.yaml' },
  { key: 'sql', value: 'select 1' },
]

it('tells the tags of an op, also of a step of a partition', async () => {
  const api = new FakeApi().answer('StepNode', () => ({
    location: { job: { node: { tags: TAGS } } },
  }))
  renderPage(<StepTags run={RUN} step={stepOf('load[2026-01-01]', 'OP')} />)
  expect(await screen.findByText('bi')).toBeTruthy()
  // As the file, and as the tag that says the same.
  expect(screen.getAllByText('jobs/load.yaml')).toHaveLength(2)
  expect(screen.getByRole('link', { name: /bi/ }).getAttribute('href')).toContain('/runs?')
  expect(screen.queryByText('select 1')).toBeNull()
  expect(api.variablesOf('StepNode')[0]).toEqual({ location: 'here', job: 'daily', node: 'load' })
})

it('tells owners and kinds of an asset', async () => {
  new FakeApi().answer('StepAsset', () => ({
    asset: { owners: ['team:sales'], kinds: ['spark'], tags: [] },
  }))
  renderPage(<StepTags run={RUN} step={stepOf('raw/orders', 'ASSET')} />)
  expect(await screen.findByText('Owned by team:sales')).toBeTruthy()
  expect(screen.getByText('spark')).toBeTruthy()
})

it('tells nothing of what the code that is served has not, and asks nothing of a check', async () => {
  const api = new FakeApi().answer('StepNode', () => ({ location: { job: { node: null } } }))
  renderPage(
    <>
      <StepTags run={RUN} step={stepOf('gone', 'OP')} />
      <StepTags run={RUN} step={stepOf('orders.few', 'CHECK')} />
    </>,
  )
  await waitFor(() => expect(api.asked).toHaveLength(1))
  expect(document.body.textContent).not.toContain('Owned by')
})
