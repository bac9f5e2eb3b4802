import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { expect, it } from 'vitest'
import { FakeApi } from '@/shared/testing/fake-api'
import { renderPage } from '@/shared/testing/render-page'
import { RunModel, type RunData } from '../run-model'
import type { RunSearch } from '../run-search'
import { LogPane } from './log-pane'

const line = (position: number) => ({
  position,
  time: '2026-01-01T00:00:00Z',
  kind: 'Logged',
  step: 'a',
  text: `INFO line ${position}`,
})

function runWith(isWhole: boolean): RunData {
  const events = { events: [line(1), line(2)], after: 2, isWhole }
  return { id: 'r', status: 'SUCCEEDED', plan: null, steps: { steps: [] }, events } as never
}

function show(isWhole: boolean, search: RunSearch): void {
  const run = runWith(isWhole)
  const model = new RunModel(run)
  model.isRead = true
  renderPage(<LogPane run={run} model={model} search={search} />)
}

it('looks for lines in the whole log where a part of it was read', async () => {
  const api = new FakeApi().answer('RunFoundEvents', () => ({
    run: { foundEvents: { events: [line(7)], total: { number: 1, isExact: true }, after: 7 } },
  }))
  show(false, { step: 'a', level: 'INFO', text: 'seven', only: true })
  expect(await screen.findByText(/in the whole log/)).toBeTruthy()
  expect(api.variablesOf('RunFoundEvents')).toEqual([
    {
      id: 'r',
      filter: { steps: ['a'], kinds: [], level: 'INFO', text: 'seven' },
      after: 0,
      limit: 1000,
    },
  ])
})

it.each([
  ['the log was read as a whole', true, { step: 'a' }],
  ['nothing is filtered', false, {}],
])('asks for nothing where %s', async (_, isWhole, search) => {
  const api = new FakeApi()
  show(isWhole, search)
  expect(await screen.findByText('2 lines')).toBeTruthy()
  expect(api.asked).toEqual([])
})

it('says that the log could not be looked through, and tries again', async () => {
  const api = new FakeApi().answer('RunFoundEvents', () => ({ run: { foundEvents: null } }))
  show(false, { step: 'a' })
  await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
  await waitFor(() => {
    expect(api.asked).toHaveLength(2)
  })
})

function pagesOf(count: number): FakeApi {
  return new FakeApi().answer('RunFoundEvents', ({ after }) => {
    const begin = Number(after)
    const events = Array.from({ length: 1_000 }, (_, i) => line(begin + i + 1))
    const end = begin + events.length
    const found = { events, total: { number: count * 1_000, isExact: true }, after: end }
    return { run: { foundEvents: found } }
  })
}

it('waits to be asked when many lines were read and none is shown', async () => {
  const api = pagesOf(50)
  show(false, { step: 'a', hide: ['logged'] })
  await userEvent.click(await screen.findByRole('button', { name: 'Look further' }))
  await waitFor(() => {
    expect(api.asked).toHaveLength(10)
  })
  expect(await screen.findByRole('button', { name: 'Look further' })).toBeTruthy()
  expect(api.asked).toHaveLength(10)
})

it('reads up to the line that the address marks', async () => {
  const api = pagesOf(50)
  show(false, { step: 'a', line: 2_500 })
  await waitFor(() => {
    expect(api.variablesOf('RunFoundEvents').map((it) => it['after'])).toEqual([0, 1_000, 2_000])
  })
})

it('waits to be asked before it reads far to the line that the address marks', async () => {
  const api = pagesOf(90)
  show(false, { step: 'a', line: 80_500 })
  const further = await screen.findByRole('button', { name: 'Look further' })
  expect(api.asked).toHaveLength(20)
  expect(further.title).toBe('The marked line comes after the lines that were read')
  await userEvent.click(further)
  await waitFor(() => {
    expect(api.asked.length).toBeGreaterThan(20)
  })
})

function longLog(search: RunSearch): ReactElement {
  const run = { ...runWith(false), status: 'STARTED' } as RunData
  const model = new RunModel(run, undefined, { lines: 1, signs: 1_000 })
  return <LogPane run={run} model={model} search={search} />
}

it('says what of a long log is not kept, and reads it again from the beginning', async () => {
  const api = pagesOf(1)
  const router = renderPage(longLog({}), '/?line=2')
  expect(await screen.findByText(/^The first 2 lines are not kept in the page/)).toBeTruthy()
  expect(api.asked).toEqual([])
  await userEvent.click(screen.getByText('Read from the beginning'))
  expect(router.state.location.search).toEqual({ whole: true, follow: false })
})

it('reads a log that is too long to be searched from the beginning', async () => {
  const page = (from: number) => ({
    events: [line(from), line(from + 1)],
    after: from + 1,
    isWhole: from > 1,
  })
  const api = new FakeApi()
    .answer('RunFoundEvents', () => ({ run: { foundEvents: null } }))
    .answer('RunEvents', ({ after }) => ({ run: { events: page(Number(after) + 1) } }))
  renderPage(longLog({ whole: true }))
  expect(await screen.findByText(/^From the beginning/)).toBeTruthy()
  await waitFor(() => {
    expect(api.variablesOf('RunEvents').map((it) => it['after'])).toEqual([0, 2])
  })
  expect(api.variablesOf('RunFoundEvents')).toEqual([])
})

it('says that the newest lines are shown where older ones cannot be read', async () => {
  new FakeApi().answer('RunFoundEvents', () => ({ run: { foundEvents: null } }))
  renderPage(longLog({ whole: true, step: 'a' }))
  expect(await screen.findByText(/^The first 2 lines could not be read/)).toBeTruthy()
  expect(screen.queryByText(/^From the beginning/)).toBeNull()
  expect(screen.getByText('Back to the newest lines')).toBeTruthy()
})

it('has the server look for the kinds that are not hidden', async () => {
  const api = pagesOf(1)
  show(false, { hide: ['run', 'steps', 'data', 'printed', 'engine'] })
  await waitFor(() => expect(api.asked).not.toEqual([]))
  expect(api.variablesOf('RunFoundEvents')[0]?.['filter']).toEqual({
    steps: [],
    kinds: ['Logged'],
    level: 'DEBUG',
  })
})
