import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState, type ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { FakeApi } from '../testing/fake-api'
import { renderPage } from '../testing/render-page'
import { cellsOf, type Chosen, type Matrix } from './matrix'
import type { MatrixSearch } from './matrix-search'
import { MatrixView } from './matrix-view'

const MATRIX: Matrix = {
  columns: Array.from({ length: 1_000 }, (_, index) => ({
    partition: new Date(Date.UTC(2001, 0, 1 + index)).toISOString().slice(0, 10),
    run: `run-${index}`,
    status: 'SUCCEEDED',
  })),
  rows: ['load', 'clean', 'report'].map((key) => ({
    key,
    cells: Array.from({ length: 1_000 }, (_, index) => (index === 1 ? 'FAILED' : 'MATERIALIZED')),
    runs: Array.from({ length: 1_000 }, (_, index) => (index === 2 ? null : `run-${index}`)),
    failed: 1,
  })),
}

/** As it is when another step failed more often. */
const TURNED: Matrix = {
  ...MATRIX,
  rows: ['load', 'report', 'clean'].flatMap((key) => MATRIX.rows.filter((it) => it.key === key)),
}

HTMLCanvasElement.prototype.getContext = () => null
Element.prototype.scrollTo = () => undefined

function Shown(props: {
  search: MatrixSearch
  onSearch: (search: MatrixSearch) => void
}): ReactElement {
  const [matrix, setMatrix] = useState(MATRIX)
  return (
    <MatrixView
      label="Steps of daily"
      what="step"
      matrix={matrix}
      job="daily"
      location="here"
      isWhole
      onRefresh={() => setMatrix(TURNED)}
      {...props}
    />
  )
}

function shown(search: MatrixSearch = {}) {
  const onSearch = vi.fn()
  const router = renderPage(<Shown search={search} onSearch={onSearch} />)
  return { router, onSearch }
}

it('says of the cell in focus what it is, and opens its run at the step', async () => {
  const { router } = shown()
  const grid = await screen.findByRole('grid', { name: 'Steps of daily' })
  expect(screen.queryByRole('gridcell', { name: /2001-01-01/ })).toBeNull()
  fireEvent.keyDown(grid, { key: 'Home' })
  fireEvent.keyDown(grid, { key: 'ArrowRight' })
  const cell = screen.getByRole('gridcell')
  expect(cell.getAttribute('aria-label')).toBe('load, 2001-01-02: failed, run run-1')
  expect(grid.getAttribute('aria-activedescendant')).toBe(cell.id)
  fireEvent.keyDown(grid, { key: 'Enter' })
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run-1'))
  expect(router.state.location.search).toEqual({ step: 'load[2001-01-02]' })
})

it('has only the columns and rows in sight in the page', async () => {
  shown()
  await screen.findByRole('grid')
  expect(screen.getAllByRole('columnheader').length).toBeLessThan(60)
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('1001')
})

it('runs a rectangle again after it showed what that comes to', async () => {
  const api = new FakeApi()
    .answer('LaunchPlan', () => ({
      launchPlan: {
        __typename: 'LaunchPlan',
        location: 'here',
        mode: 'default',
        config: {},
        notes: [],
        plan: {
          job: 'daily',
          codeVersion: 'v1',
          stepCount: 2,
          steps: {
            steps: [
              {
                key: 'load',
                kind: 'OP',
                isTemplate: false,
                partitions: [],
                upstream: [],
                reusedFrom: null,
              },
            ],
            after: null,
          },
        },
      },
    }))
    .answer('Launch', () => ({ launch: { __typename: 'Run', id: 'the-new-run' } }))
  const { router, onSearch } = shown()
  const grid = await screen.findByRole('grid')
  fireEvent.keyDown(grid, { key: 'Home' })
  fireEvent.keyDown(grid, { key: 'ArrowRight' })
  fireEvent.keyDown(grid, { key: 'ArrowRight', shiftKey: true })
  fireEvent.keyDown(grid, { key: 'ArrowDown', shiftKey: true })
  expect(screen.getByText('2 steps × 2 partitions')).toBeTruthy()
  await waitFor(() =>
    expect(onSearch).toHaveBeenCalledWith({
      cells: ['load', '2001-01-02', 'clean', '2001-01-03', expect.any(String)],
    }),
  )
  await userEvent.click(screen.getByRole('button', { name: 'Re-run…' }))
  await screen.findByText('1 step runs')
  await userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/the-new-run'))
  const input = {
    job: 'daily',
    location: 'here',
    select: 'load or clean',
    partitions: '2001-01-02...2001-01-03',
  }
  expect(api.variablesOf('LaunchPlan')).toEqual([{ input }])
  expect(api.variablesOf('Launch')[0]?.['input']).toMatchObject(input)
})

const planned = (...keys: string[]) => ({
  __typename: 'LaunchPlan',
  location: 'here',
  mode: 'default',
  config: {},
  notes: [],
  plan: {
    job: 'daily',
    codeVersion: 'v1',
    stepCount: keys.length,
    steps: {
      steps: keys.map((key) => ({ key, isTemplate: false, upstream: [], reusedFrom: null })),
      after: null,
    },
  },
})

/** Of the first three partitions the second failed; what a rerun comes to is answered by the first of its steps. */
async function onlyFailed(matrix: Matrix, cells: Chosen): Promise<void> {
  const view = (
    <MatrixView
      label="Steps of daily"
      what="step"
      matrix={matrix}
      job="daily"
      location="here"
      isWhole={false}
      search={{ cells: cellsOf(matrix, cells) }}
      onSearch={() => undefined}
      onRefresh={() => undefined}
    />
  )
  renderPage(view)
  await userEvent.click(await screen.findByRole('button', { name: 'Re-run…' }))
  await userEvent.click(screen.getByText(/^Only what failed \(/))
}

it('executes a run again for what failed in it alone', async () => {
  const api = new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: planned('load', 'clean') }))
    .answer('RerunPlan', () => ({ rerunPlan: planned('load', 'clean') }))
    .answer('RerunRun', () => ({ rerun: { __typename: 'Run', id: 'the-new-run' } }))
  await onlyFailed(MATRIX, { from: { row: 0, column: 0 }, to: { row: 1, column: 2 } })
  expect(screen.getByText('Only what failed (2)')).toBeTruthy()
  expect(screen.getByText('All 6')).toBeTruthy()
  await screen.findByText('2 steps run')
  await userEvent.click(screen.getByRole('button', { name: 'Start the run' }))
  await waitFor(() => expect(api.variablesOf('RerunRun')).toHaveLength(1))
  const input = { run: 'run-1', part: 'SELECTED', select: 'load or clean' }
  expect(api.variablesOf('RerunPlan')).toEqual([{ input }])
  expect(api.variablesOf('RerunRun')[0]?.['input']).toMatchObject(input)
  expect(api.variablesOf('Launch')).toEqual([])
})

const ALL_FAILED: Matrix = {
  ...MATRIX,
  rows: MATRIX.rows.map((row) => ({ ...row, cells: row.cells.map(() => 'FAILED' as const) })),
}

const THREE: Chosen = { from: { row: 0, column: 0 }, to: { row: 0, column: 2 } }

it('starts one run after another, and only those that were not started when it is tried again', async () => {
  const api = new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: planned('load') }))
    .answer('RerunPlan', () => ({ rerunPlan: planned('load') }))
  let answers = 0
  api.answer('RerunRun', ({ input }) => {
    answers++
    if (answers === 2) api.failNext(new TypeError('offline'))
    return { rerun: { __typename: 'Run', id: `again-${(input as { run: string }).run}` } }
  })
  await onlyFailed(ALL_FAILED, THREE)
  await userEvent.click(await screen.findByRole('button', { name: 'Start 3 runs' }))
  await screen.findByText('No answer came')
  expect(screen.getAllByText(/^Started as run/)).toHaveLength(2)
  await userEvent.click(screen.getByRole('button', { name: 'Start the other 1 run' }))
  await waitFor(() => expect(api.variablesOf('RerunRun')).toHaveLength(4))
  const asked = api.variablesOf('RerunRun').map((it) => it['input'] as { run: string; id: string })
  expect(asked.map((it) => it.run)).toEqual(['run-0', 'run-1', 'run-2', 'run-2'])
  // With its id, so that a run that was made without an answer is found.
  expect(asked[3]?.id).toBe(asked[2]?.id)
})

it('says which run cannot be started, and starts the others', async () => {
  new FakeApi()
    .answer('LaunchPlan', () => ({ launchPlan: planned('load') }))
    .answer('RerunPlan', ({ input }) => ({
      rerunPlan:
        (input as { run: string }).run === 'run-1'
          ? { __typename: 'Refused', problems: ['no step is called load'] }
          : planned('load'),
    }))
  await onlyFailed(ALL_FAILED, THREE)
  expect(await screen.findByText('1 of 3 cannot be started')).toBeTruthy()
  expect(screen.getByText('no step is called load')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Start 2 runs' })).toBeTruthy()
})

it('starts no more runs than are planned at once', async () => {
  const api = new FakeApi().answer('LaunchPlan', () => ({ launchPlan: planned('load') }))
  await onlyFailed(ALL_FAILED, { from: { row: 0, column: 0 }, to: { row: 2, column: 50 } })
  expect(screen.getByText('These would be 51 runs')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Start/ })).toBeNull()
  expect(api.variablesOf('RerunPlan')).toEqual([])
})

it('restores what the address says is chosen, and forgets it with Escape', async () => {
  const { onSearch } = shown({
    cells: cellsOf(MATRIX, { from: { row: 0, column: 1 }, to: { row: 2, column: 1 } }),
  })
  expect(await screen.findByText('3 steps × 1 partition')).toBeTruthy()
  fireEvent.keyDown(screen.getByRole('grid'), { key: 'Escape' })
  expect(screen.queryByText('3 steps × 1 partition')).toBeNull()
  await waitFor(() => expect(onSearch).toHaveBeenCalledWith({}))
})

it('leaves the keys of a name to the name', async () => {
  const { router } = shown()
  const name = await screen.findByRole('button', { name: /^load/ })
  fireEvent.keyDown(name, { key: 'Enter' })
  fireEvent.keyDown(name, { key: 'ArrowLeft' })
  expect(screen.queryByText(/1 step ×/)).toBeNull()
  expect(router.state.location.pathname).toBe('/')
})

it('lets go of cells between which others came', async () => {
  shown({ cells: cellsOf(MATRIX, { from: { row: 0, column: 1 }, to: { row: 1, column: 1 } }) })
  await screen.findByText('2 steps × 1 partition')
  fireEvent.click(screen.getByRole('button', { name: 'Refresh' }))
  expect(screen.queryByText('2 steps × 1 partition')).toBeNull()
  expect(screen.getByText(/not side by side any more/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Re-run…' })).toBeNull()
})

it('chooses a rectangle with the mouse, and opens a run with a click', async () => {
  HTMLElement.prototype.setPointerCapture = () => undefined
  const { router } = shown()
  const sight = (await screen.findByRole('grid')).querySelector(
    '[role=presentation] > [role=presentation]',
  )!
  const at = (column: number, row: number) => ({
    clientX: 260 + 22 * column + 5,
    clientY: 104 + 26 * row + 5,
    button: 0,
  })
  fireEvent.pointerDown(sight, at(0, 0))
  fireEvent.pointerMove(sight, at(4, 1))
  fireEvent.pointerUp(sight, at(4, 1))
  expect(screen.getByText('2 steps × 5 partitions')).toBeTruthy()
  fireEvent.pointerMove(sight, at(3, 0))
  expect(screen.getByText('load, 2001-01-04: succeeded, run run-3')).toBeTruthy()
  fireEvent.pointerDown(sight, at(3, 0))
  fireEvent.pointerUp(sight, at(3, 0))
  fireEvent.click(document.querySelector('[data-hovered] a')!)
  await waitFor(() => expect(router.state.location.pathname).toBe('/runs/run-3'))
})
