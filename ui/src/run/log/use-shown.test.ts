import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { RunSearch } from '../run-search'
import { useShown, type Source } from './use-shown'

const sourceOf = (id: string, from: number, count: number, dropped = 0): Source => ({
  id,
  version: from,
  dropped,
  events: Array.from({ length: count }, (_, i) => ({
    position: from + i,
    time: '2026-01-01T00:00:00Z',
    kind: 'Logged',
    step: (from + i) % 2 === 0 ? 'even' : 'odd',
    text: 'INFO',
  })),
})

function shownOf(...sources: Source[]) {
  const search: RunSearch = { step: 'even' }
  const [first, ...others] = sources
  const hook = renderHook((source: Source) => useShown(source, search), {
    initialProps: first as Source,
  })
  others.forEach((source) => hook.rerender(source))
  return hook.result.current
}

it('goes on with what the same source has let go of', () => {
  const shown = shownOf(sourceOf('kept', 0, 10), sourceOf('kept', 4, 8, 4))
  expect(shown).toMatchObject({ lines: [0, 2, 4, 6], gone: 2 })
})

it('looks anew at another source, however many lines it has let go of', () => {
  const shown = shownOf(sourceOf('found', 0, 10), sourceOf('kept', 7, 4, 4))
  expect(shown).toMatchObject({ lines: [1, 3], gone: 0 })
})
