import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useStay, useStayBelow } from './use-stay'

it.each([
  ['nothing was let go', 0, 900, 900],
  ['lines were let go', 20, 900, 700],
  ['the browser had it fit what is left', 20, 500, 700],
  ['what was read was let go', 200, 0, 0],
])('scrolls to what was read where %s', (_, gone, scrollTop, expected) => {
  const element = document.createElement('div')
  const scrollTo = (top: number) => {
    element.scrollTop = top
  }
  const hook = renderHook(({ gone }) => useStay(scrollTo, gone, 900, 10), {
    initialProps: { gone: 0 },
  })
  element.scrollTop = scrollTop
  hook.rerender({ gone })
  expect(element.scrollTop).toBe(expected)
})

it.each([
  ['lines were read before it', 'a', [8, 9, 10, 11], 920],
  ['lines were read after it', 'a', [10, 11, 12], 900],
  ['it is not shown any more', 'a', [8, 9, 12], 900],
  ['the lines are of another source', 'b', [8, 9, 10, 11], 900],
])('stays at what was read where %s', (_, source, positions, expected) => {
  let top = 900
  const scrollTo = (next: number) => {
    top = next
  }
  const listed = (of: string, all: number[]) => ({
    source: of,
    count: all.length,
    positionAt: (index: number) => all[index],
  })
  const hook = renderHook(({ of }) => useStayBelow(scrollTo, of, 900, 10), {
    initialProps: { of: listed('a', [10, 11]) },
  })
  hook.rerender({ of: listed(source, positions) })
  expect(top).toBe(expected)
})
