import { ActionIcon } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { useTimeStyle } from '@/shared/settings/use-time-style'
import { shortTime } from '@/shared/time/format'
import {
  DEFAULT_WINDOW,
  moved,
  withWindow,
  type OverviewSearch,
  type Span,
} from '../overview-search'
import styles from './timeline.module.css'
import { WINDOWS, type Window } from '@/shared/time/window'

const TEXTS: Record<Window, string> = { '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' }
const NAMES: Record<Window, string> = {
  '1h': '1 hour',
  '6h': '6 hours',
  '24h': '24 hours',
  '7d': '7 days',
}

interface Props {
  search: OverviewSearch
  now: number
  span: Span
}

export function TimelineTools({ search, now, span }: Props): ReactElement {
  const navigate = useNavigate()
  const style = useTimeStyle()
  const go = (next: OverviewSearch) =>
    void navigate({ to: '/overview', search: next, resetScroll: false })
  const at = (millis: number) => shortTime(new Date(millis).toISOString(), style, now)
  const isNow = search.until === undefined
  return (
    <span className={styles['tools']}>
      {!isNow && (
        <span className={styles['span']} role="status">
          {at(span.from)} – {at(span.to)}
        </span>
      )}
      <span className={styles['windows']} role="group" aria-label="How much time is shown">
        {WINDOWS.map((window) => (
          <Link
            key={window}
            to="/overview"
            search={withWindow(search, window)}
            resetScroll={false}
            aria-label={NAMES[window]}
            aria-current={window === (search.window ?? DEFAULT_WINDOW) || undefined}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {TEXTS[window]}
          </Link>
        ))}
      </span>
      <ActionIcon aria-label="Earlier" onClick={() => go(moved(search, -1, now))}>
        <Icon name="left" />
      </ActionIcon>
      <ActionIcon aria-label="Later" disabled={isNow} onClick={() => go(moved(search, 1, now))}>
        <Icon name="right" />
      </ActionIcon>
      {!isNow && (
        <Link
          to="/overview"
          search={withWindow({}, search.window ?? DEFAULT_WINDOW)}
          resetScroll={false}
        >
          Now
        </Link>
      )}
    </span>
  )
}

const LOOKS = [
  ['ok', 'succeeded'],
  ['bad', 'failed'],
  ['run', 'runs'],
  ['idle', 'canceled'],
] as const

export function Legend(): ReactElement {
  return (
    <span className={styles['legend']}>
      {LOOKS.map(([look, text]) => (
        <span key={look}>
          <i className={styles['bar']} data-look={look}>
            <span className={styles['ran']} />
          </i>
          {text}
        </span>
      ))}
      <span>
        <i className={styles['waits']} />
        waits
      </span>
    </span>
  )
}
