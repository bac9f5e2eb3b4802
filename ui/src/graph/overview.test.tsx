import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import type { GraphItem } from './card'
import type { View } from './draw-overview'
import { OverviewCanvas } from './overview'

const drawn = vi.hoisted(() => [] as { scale: number }[])
vi.mock('./draw-overview', async (original) => ({
  ...(await original<object>()),
  draw: (_: unknown, __: unknown, view: View) => drawn.push({ ...view }),
}))

function picture(tones: GraphItem['tone'][]) {
  const items = tones.map((tone, index): GraphItem => {
    const id = `a${index}`
    return { id, path: ['g'], tone, face: { title: id } }
  })
  return (
    <MantineProvider env="test">
      <OverviewCanvas
        label="All"
        items={items}
        edges={[{ from: 'a0', to: 'a1' }]}
        selected={undefined}
        onSelect={() => undefined}
        noun={['asset', 'assets']}
        toneText={{ ok: 'materialized', bad: '', warn: '', run: '', idle: '', none: '' }}
      />
    </MantineProvider>
  )
}

it('stays where it was moved to when a state changes, and shows all of another shape', async () => {
  const context = { setTransform: () => undefined }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never)
  const { rerender } = render(picture(['ok', 'ok']))
  await waitFor(() => expect(drawn.length).toBeGreaterThan(0))
  const fitted = drawn.at(-1)
  fireEvent.keyDown(screen.getByRole('application'), { key: '+' })
  await waitFor(() => expect(drawn.at(-1)).not.toEqual(fitted))
  const [zoomed, count] = [drawn.at(-1), drawn.length]
  rerender(picture(['ok', 'bad']))
  await waitFor(() => expect(drawn.length).toBeGreaterThan(count))
  expect(drawn.at(-1)).toEqual(zoomed)
  rerender(picture(['ok', 'bad', 'ok']))
  await waitFor(() => expect(drawn.at(-1)).not.toEqual(zoomed))
})

it('leaves keys with Ctrl, Alt or Meta to the browser', () => {
  render(picture(['ok', 'ok']))
  const canvas = screen.getByRole('application')
  for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
    for (const key of ['0', '+', '-', 'ArrowLeft', 'Escape']) {
      expect(fireEvent.keyDown(canvas, { key, [held]: true })).toBe(true)
    }
  }
  expect(fireEvent.keyDown(canvas, { key: '0' })).toBe(false)
})
