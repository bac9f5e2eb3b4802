import { fireEvent, screen } from '@testing-library/react'
import { useState, type ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { renderPage } from '../testing/render-page'
import { NO_FLAGS, type PlotData } from './model'
import { PlotPanel } from './plot-panel'
import { PlotTable } from './plot-table'

const point = (key: string, run: string | null = `run-of-${key}`) => ({
  key,
  run,
  time: '2026-11-27T10:00:00Z',
  codeVersion: 'v2',
  isNewCode: false,
})

function data(values: (number | null)[], change: Partial<PlotData> = {}): PlotData {
  return {
    points: values.map((_, index) => point(`2001-01-${String(index + 1).padStart(2, '0')}`)),
    series: [{ key: 'total', name: 'total', values, look: 'solid', measured: 'length' }],
    levels: [],
    flags: NO_FLAGS,
    by: 'PARTITION',
    ...change,
  }
}

function Shown(props: { data: PlotData; onZoom?: () => void }): ReactElement {
  const [current, setCurrent] = useState<number>()
  return (
    <PlotPanel
      title="Duration"
      stepOf={() => 'load'}
      current={current}
      onCurrent={setCurrent}
      {...props}
    />
  )
}

const path = (selector: string) => document.querySelector(selector)?.getAttribute('d') ?? ''

it('leads from the point that the arrows chose to its run at the step', async () => {
  const router = renderPage(<Shown data={data([1, 30, 2])} />)
  const link = await screen.findByRole('link', { name: /2001-01-03.*total 2 s/ })
  link.focus()
  fireEvent.keyDown(link, { key: 'ArrowLeft' })
  expect(link.getAttribute('aria-label')).toBe('2001-01-02, run 01-01-02, total 30 s')
  expect(screen.getByText(/run run-of-2001-01-02/)).toBeTruthy()
  fireEvent.click(link)
  await vi.waitFor(() => expect(router.state.location.pathname).toBe('/runs/run-of-2001-01-02'))
  expect(router.state.location.search).toEqual({ step: 'load' })
})

it('tells by shape and by words what failed, what was slow and where the code changed', async () => {
  const flags = { failed: new Set([0]), slow: new Set([1]) }
  const points = data([1, 30]).points.map((it, index) => ({ ...it, isNewCode: index === 1 }))
  renderPage(<Shown data={data([1, 30], { flags, points })} />)
  const link = await screen.findByRole('link', {
    name: /30 s, slow: more than twice the median of 14 days, the first with other code/,
  })
  fireEvent.keyDown(link, { key: 'Home' })
  expect(link.getAttribute('aria-label')).toMatch(/1 s, failed$/)
  expect(path('[data-flag=failed]')).toMatch(/^M/)
  expect(path('[data-flag=slow]')).toMatch(/^M/)
  expect(screen.getByText(/over twice the 14-day median/)).toBeTruthy()
})

it('leaves gaps where a value or a partition is missing', async () => {
  const all = data([1, 2, 3, null, 5])
  const missing = all.points.map((it, index) => (index < 2 ? it : point(`2001-01-1${index}`)))
  renderPage(<Shown data={{ ...all, points: missing }} />)
  await screen.findByRole('img', { name: /5 points, total from 1 s to 5 s/ })
  expect(path('[data-series=total] path').match(/M/g)).toHaveLength(3)
  expect(screen.getByText('9 missing')).toBeTruthy()
})

it.each([
  ['no point', [], 'Duration: no points'],
  ['one point', [3], 'Duration: 1 point, total from 3 s to 3 s'],
  ['no value', [null, null], 'Duration: 2 points'],
])('draws %s', async (_, values, name) => {
  renderPage(<Shown data={data(values)} />)
  const picture = await screen.findByRole('img', { name })
  expect(picture.innerHTML).not.toMatch(/NaN|Infinity|undefined/)
  expect(screen.queryAllByRole('link')).toHaveLength(values.length > 0 ? 1 : 0)
})

it('keeps the focus on what was reported without a run, which leads nowhere', async () => {
  const points = [point('eu'), point('us', null)]
  const router = renderPage(<Shown data={{ ...data([3, 4]), points }} />)
  const link = await screen.findByRole('link', { name: /us, reported, without a run, total 4 s/ })
  expect(link.getAttribute('aria-disabled')).toBe('true')
  link.focus()
  fireEvent.click(link)
  expect(router.state.location.pathname).toBe('/')
  fireEvent.keyDown(link, { key: 'ArrowLeft' })
  expect(document.activeElement).toBe(link)
  expect(link.getAttribute('aria-disabled')).toBeNull()
  expect(link.getAttribute('href')).toContain('run-of-eu')
})

it('marks a part by Shift and the arrows, and shows it by Enter', async () => {
  const onZoom = vi.fn()
  const router = renderPage(<Shown data={data([1, 30, 2, 4])} onZoom={onZoom} />)
  const link = await screen.findByRole('link')
  link.focus()
  fireEvent.keyDown(link, { key: 'ArrowLeft' })
  fireEvent.keyDown(link, { key: 'ArrowLeft', shiftKey: true })
  fireEvent.keyDown(link, { key: 'ArrowLeft', shiftKey: true })
  expect(screen.getByText(/^3 points marked, 2001-01-01/)).toBeTruthy()
  fireEvent.keyDown(link, { key: 'Enter' })
  expect(onZoom).toHaveBeenCalledWith(0, 2)
  expect(router.state.location.pathname).toBe('/')
})

it('marks a part by a drag, and opens no run then', async () => {
  const onZoom = vi.fn()
  HTMLElement.prototype.setPointerCapture = () => undefined
  const router = renderPage(<Shown data={data([1, 30, 2, 4])} onZoom={onZoom} />)
  const link = await screen.findByRole('link')
  // 720 pixels are four slots.
  fireEvent.pointerDown(link, { clientX: 10, button: 0 })
  fireEvent.pointerMove(link, { clientX: 500 })
  fireEvent.pointerUp(link, { clientX: 500 })
  fireEvent.click(link)
  expect(onZoom).toHaveBeenCalledWith(0, 2)
  expect(router.state.location.pathname).toBe('/')
})

it('has the same points as a table', async () => {
  renderPage(
    <PlotTable
      label="History"
      data={data([1, null], { flags: { failed: new Set([1]), slow: new Set() } })}
    />,
  )
  expect(await screen.findByRole('table', { name: 'History' })).toBeTruthy()
  expect(screen.getByRole('columnheader', { name: 'Partition' })).toBeTruthy()
  expect(screen.getByRole('columnheader', { name: 'total' })).toBeTruthy()
})
