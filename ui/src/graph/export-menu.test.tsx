import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import type { GraphItem } from './card'
import { drawingOf } from './drawing'
import { ExportMenu } from './export-menu'
import { plainPlaces } from './layout'
import { seen } from './model'

const items: GraphItem[] = [
  { id: 'orders', path: [], tone: 'ok', face: { title: 'orders', status: 'MATERIALIZED' } },
]
const words = {
  noun: ['asset', 'assets'] as [string, string],
  toneText: { ok: '', bad: '', warn: '', run: '', idle: '', none: '' },
}

/** Blobs of jsdom do not tell their text. */
function textOf(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.readAsText(blob)
  })
}

/** What was given as files, by name. */
function watched(): Promise<[string, string]>[] {
  const files: Promise<[string, string]>[] = []
  const blobs: Blob[] = []
  URL.createObjectURL = (blob: Blob) => {
    blobs.push(blob)
    return 'blob:file'
  }
  URL.revokeObjectURL = () => {}
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    const { download } = this
    expect(this.href).toBe('blob:file')
    files.push(textOf(blobs.at(-1)!).then((text): [string, string] => [download, text]))
  })
  return files
}

function menu(isDrawn: boolean) {
  const view = seen(items, [], new Set())
  const drawing = () =>
    drawingOf({ seen: view, places: plainPlaces(view), bends: new Map() }, words)
  render(
    <MantineProvider env="test">
      <ExportMenu
        title="Lineage of orders"
        count={1}
        words={words}
        drawing={isDrawn ? drawing : undefined}
        seen={() => view}
      />
    </MantineProvider>,
  )
}

it('gives what is shown as a file that is named after it', async () => {
  const files = watched()
  menu(true)
  const button = screen.getByRole('button', { name: 'Export' })
  await userEvent.click(button)
  await userEvent.click(await screen.findByRole('menuitem', { name: /^SVG/ }))
  await userEvent.click(button)
  await userEvent.click(await screen.findByRole('menuitem', { name: /^DOT/ }))
  const [svg, dot] = await Promise.all(files)
  expect(svg?.[0]).toBe('lineage-of-orders.svg')
  expect(svg?.[1]).toMatch(/<text [^>]*>orders<\/text>/)
  expect(svg?.[1]).toMatch(/1 asset, \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  expect(dot?.[0]).toBe('lineage-of-orders.dot')
  expect(dot?.[1]).toContain('"orders" [label="orders\\nMaterialized"]')
  expect(document.querySelector('a')).toBeNull()
})

it('has no picture as long as nothing is drawn', async () => {
  menu(false)
  await userEvent.click(screen.getByRole('button', { name: 'Export' }))
  const item = await screen.findByRole('menuitem', { name: /^SVG/ })
  expect(item).toHaveProperty('disabled', true)
  expect(item.textContent).toContain('When the picture is drawn')
})
