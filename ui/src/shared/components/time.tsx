import { Tooltip } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { useSettings } from '../settings/store'
import { duration, fullUtc, relative, shortTime } from '../time/format'
import { useNow } from './now'

/** An instant in the viewer's zone; the full time in UTC on hover. */
export function Time({ at, withAge }: { at: string; withAge?: boolean }): ReactElement {
  const settings = useSettings()
  const now = useNow(withAge ? 5 : 60)
  return (
    <Tooltip label={fullUtc(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {shortTime(at, settings, now)}
        {withAge && <Faint> {relative(at, Date.now())}</Faint>}
      </time>
    </Tooltip>
  )
}

export function Age({ at }: { at: string }): ReactElement {
  useNow(5)
  return (
    <Tooltip label={fullUtc(at)}>
      <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {relative(at, Date.now())}
      </time>
    </Tooltip>
  )
}

interface Span {
  from: string | null
  to: string | null
}

/** How long it took; ticks until there is an end. */
export function Duration({ from, to }: Span): ReactElement {
  if (!from) return <Faint>–</Faint>
  return to ? <Fixed millis={Date.parse(to) - Date.parse(from)} /> : <Ticking from={from} />
}

function Ticking({ from }: { from: string }): ReactElement {
  const now = useNow()
  return <Fixed millis={Math.max(0, now - Date.parse(from))} />
}

function Fixed({ millis }: { millis: number }): ReactElement {
  return (
    <span style={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
      {duration(millis)}
    </span>
  )
}

export function Faint({ children }: { children: ReactNode }): ReactElement {
  return <span style={{ color: 'var(--text-faint)' }}>{children}</span>
}
