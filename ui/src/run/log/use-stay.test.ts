import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useStay } from './use-stay'

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
