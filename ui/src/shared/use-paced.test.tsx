import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { usePaced } from './use-paced'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it('follows many changes with the last of them, once in a while', () => {
  const { result, rerender } = renderHook(({ value }) => usePaced(value, 100), {
    initialProps: { value: 1 },
  })
  for (const value of [2, 3]) {
    rerender({ value })
    act(() => void vi.advanceTimersByTime(40))
  }
  expect(result.current).toBe(1)
  rerender({ value: 4 })
  act(() => void vi.advanceTimersByTime(20))
  expect(result.current).toBe(4)
  rerender({ value: 5 })
  act(() => void vi.advanceTimersByTime(99))
  expect(result.current).toBe(4)
  act(() => void vi.advanceTimersByTime(1))
  expect(result.current).toBe(5)
})
