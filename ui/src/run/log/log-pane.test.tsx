import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
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

it('reads around the line that the address marks, before it and after it', async () => {
  const api = new FakeApi().answer('RunFoundEvents', ({ before }) => {
    const events = before ? [line(80_498), line(80_499)] : [line(80_500), line(80_501)]
    return { run: { foundEvents: { events, total: { number: 9, isExact: true }, after: 0 } } }
  })
  show(false, { step: 'a', line: 80_500 })
  expect(await screen.findByRole('complementary', { name: 'Event 80500' })).toBeTruthy()
  const asked = api.variablesOf('RunFoundEvents')
  expect(asked.map((it) => [it['before'], it['after']])).toEqual([
    [80_500, undefined],
    [undefined, 80_499],
  ])
})

it('opens a log of 100,000 lines at the marked one with one request', async () => {
  const api = new FakeApi().answer('RunEvents', ({ after, limit }) => {
    const begin = Number(after)
    const events = Array.from({ length: Number(limit) }, (_, i) => line(begin + i + 1))
    return { run: { events: { events, after: begin + events.length, isWhole: false } } }
  })
  show(false, { line: 80_500 })
  expect(await screen.findByText('The log around line 80,500.')).toBeTruthy()
  expect(await screen.findByRole('complementary', { name: 'Event 80500' })).toBeTruthy()
  expect(api.variablesOf('RunEvents')[0]).toEqual({ id: 'r', after: 80_399, limit: 1_000 })
})

it('says that the marked line does not pass the filters, and shows it without', async () => {
  new FakeApi().answer('RunFoundEvents', () => ({
    run: { foundEvents: { events: [], total: { number: 0, isExact: true }, after: null } },
  }))
  const run = runWith(false)
  const model = new RunModel(run)
  model.isRead = true
  const search: RunSearch = { step: 'b', level: 'WARN', line: 80_500 }
  const router = renderPage(<LogPane run={run} model={model} search={search} />, '/?line=80500')
  expect(await screen.findByText(/^Line 80,500 does not pass the filters/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Show it without filters' }))
  expect(router.state.location.search).toEqual({ line: 80_500 })
})

it('says that a log has no such line', async () => {
  const run = runWith(true)
  renderPage(<LogPane run={run} model={new RunModel(run)} search={{ line: 3 }} />)
  expect(await screen.findByText('The log has no line 3.')).toBeTruthy()
})

function longLog(search: RunSearch): ReactElement {
  const run = { ...runWith(false), status: 'STARTED' } as RunData
  const model = new RunModel(run, { lines: 1, signs: 1_000 })
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

it('opens a line again that was left, once another place was seen', async () => {
  new FakeApi().answer('RunEvents', ({ after, limit }) => {
    const begin = Number(after)
    const events = Array.from({ length: Number(limit) }, (_, i) => line(begin + i + 1))
    return { run: { events: { events, after: begin + events.length, isWhole: false } } }
  })
  const run = runWith(false)
  const model = new RunModel(run)
  model.isRead = true
  function Page(): ReactElement {
    const [search, setSearch] = useState<RunSearch>({ line: 80_500 })
    return (
      <>
        <button onClick={() => setSearch({})}>Elsewhere</button>
        <button onClick={() => setSearch({ line: 80_500 })}>Again</button>
        <LogPane run={run} model={model} search={search} />
      </>
    )
  }
  renderPage(<Page />)
  const around = 'The log around line 80,500.'
  await screen.findByText(around)
  await userEvent.click(screen.getByRole('button', { name: 'From the beginning' }))
  await waitFor(() => expect(screen.queryByText(around)).toBeNull())
  await userEvent.click(screen.getByRole('button', { name: 'Elsewhere' }))
  await userEvent.click(screen.getByRole('button', { name: 'Again' }))
  await screen.findByText(around)
})
