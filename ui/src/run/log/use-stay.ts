import { useLayoutEffect, useRef } from 'react'

/**
 * What is read stays where it is when lines before it are let go.
 *
 * @param gone how many lines were let go
 * @param offset how far it was scrolled before: the browser has it fit what is left by now
 */
export function useStay(
  scrollTo: (top: number) => void,
  gone: number,
  offset: number,
  lineHeight: number,
): void {
  const before = useRef(0)
  useLayoutEffect(() => {
    const lines = gone - before.current
    before.current = gone
    if (lines > 0) scrollTo(Math.max(0, offset - lines * lineHeight))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is scrolled by itself stays so
  }, [gone])
}
