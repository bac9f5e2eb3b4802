import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { RunsModel, type Counted } from './runs-model'

/** `fE-e`: f has ended, E goes on, older ones come after the cursor e. */
function page(text: string): Counted {
  const [ids = '', before] = text.split('-')
  const runs = Array.from(ids).map((it) => {
    const id = it.toLowerCase()
    return { id, status: id === it ? 'SUCCEEDED' : 'STARTED' }
  })
  return { runs, before: before ?? null, statusCounts: [] } as unknown as Counted
}

function shown(model: RunsModel): string {
  const runs = model.known?.runs ?? []
  return runs.map(({ id, status }) => (status === 'STARTED' ? id.toUpperCase() : id)).join('')
}

async function modelOf(api: FakeApi, newest: string): Promise<RunsModel> {
  api.answer('RunsCounted', () => ({ runs: page(newest) }))
  const model = new RunsModel({ statuses: [], tags: [] })
  await model.read()
  return model
}

it('takes what is told while an older page is asked for', async () => {
  const api = new FakeApi()
  const model = await modelOf(api, 'FE-e')
  const answer = api.hold('Runs')
  const loading = model.loadMore()
  model.tellNewest(page('Gf-f'))
  expect([shown(model), model.isLoadingMore]).toEqual(['GfE', true])
  answer({ runs: page('DC') })
  await loading
  expect([shown(model), model.isLoadingMore]).toEqual(['GfEDC', false])
})

it('does not lay an answer that was under way over what was told after it', async () => {
  const api = new FakeApi()
  const model = await modelOf(api, 'FE')
  const answer = api.hold('RunsCounted')
  const reading = model.read()
  model.tellNewest(page('fe'))
  answer({ runs: page('FE') })
  await reading
  expect(shown(model)).toBe('fe')
})

it('asks again for an older run that goes on no more, also when that is told while it asks', async () => {
  const api = new FakeApi().answer('Runs', () => ({ runs: page('DC') }))
  const model = await modelOf(api, 'fe-e')
  await model.loadMore()
  model.tellNewest(page('fe-e'))
  const answer = api.hold('Runs')
  model.tellActive(page('C'))
  model.tellActive(page(''))
  answer({ runs: page('dc') })
  await expect.poll(() => shown(model)).toBe('fedc')
  // Nothing is asked without an end.
  expect(api.variablesOf('Runs').length).toBeLessThanOrEqual(3)
})

it('waits to be told to go on when the next page failed', async () => {
  const api = new FakeApi()
  const model = await modelOf(api, 'fe-e')
  api.failNext(new Response('', { status: 502 }))
  await model.loadMore()
  expect([model.moreError?.message, shown(model)]).toEqual(['The server answered 502.', 'fe'])
})
