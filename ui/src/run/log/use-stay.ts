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

/** Lines of a source, in the order in which they are shown. */
export interface Listed {
  source: string
  count: number
  /** Of the line at an index. */
  positionAt: (index: number) => number | undefined
}

/** What is read stays where it is when lines are read that come before it. */
export function useStayBelow(
  scrollTo: (top: number) => void,
  listed: Listed,
  offset: number,
  lineHeight: number,
): void {
  const before = useRef<{ source: string; first: number }>(undefined)
  const first = listed.positionAt(0)
  useLayoutEffect(() => {
    const old = before.current
    before.current = first === undefined ? undefined : { source: listed.source, first }
    if (old?.source !== listed.source || first === undefined || first >= old.first) return
    let added = 0
    while (added < listed.count && listed.positionAt(added) !== old.first) added++
    if (added < listed.count) scrollTo(offset + added * lineHeight)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is scrolled by itself stays so
  }, [listed.source, first])
}
