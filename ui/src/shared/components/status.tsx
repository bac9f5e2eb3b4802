import type { ReactElement, ReactNode } from 'react'
import type { AssetState, LocationState, RunStatus, StepStatus } from '../api/generated/graphql'
import styles from './status.module.css'

type Shape = 'check' | 'cross' | 'spin' | 'ring' | 'dash' | 'skip' | 'wait' | 'stop'
export type Tone = 'ok' | 'bad' | 'warn' | 'run' | 'idle'

interface Look {
  text: string
  tone: Tone
  shape: Shape
}

export type AnyStatus =
  RunStatus | StepStatus | LocationState | AssetState | 'PENDING' | 'PASSED' | 'WARNED'

const LOOKS: Record<AnyStatus, Look> = {
  QUEUED: { text: 'Queued', tone: 'idle', shape: 'wait' },
  STARTING: { text: 'Starting', tone: 'run', shape: 'spin' },
  STARTED: { text: 'Running', tone: 'run', shape: 'spin' },
  RUNNING: { text: 'Running', tone: 'run', shape: 'spin' },
  CANCELING: { text: 'Canceling', tone: 'warn', shape: 'spin' },
  SUCCEEDED: { text: 'Succeeded', tone: 'ok', shape: 'check' },
  FAILED: { text: 'Failed', tone: 'bad', shape: 'cross' },
  CANCELED: { text: 'Canceled', tone: 'idle', shape: 'stop' },
  WAITING_TO_RETRY: { text: 'Waits to retry', tone: 'warn', shape: 'wait' },
  SKIPPED: { text: 'Skipped', tone: 'idle', shape: 'skip' },
  REUSED: { text: 'Reused', tone: 'ok', shape: 'ring' },
  ABANDONED: { text: 'Abandoned', tone: 'warn', shape: 'dash' },
  PENDING: { text: 'Not started', tone: 'idle', shape: 'ring' },
  LOADING: { text: 'Loading', tone: 'run', shape: 'spin' },
  READY: { text: 'Ready', tone: 'ok', shape: 'check' },
  DOWN: { text: 'Down', tone: 'bad', shape: 'cross' },
  PASSED: { text: 'Passed', tone: 'ok', shape: 'check' },
  MATERIALIZED: { text: 'Materialized', tone: 'ok', shape: 'check' },
  STALE: { text: 'Stale', tone: 'warn', shape: 'wait' },
  MISSING: { text: 'Never materialized', tone: 'idle', shape: 'ring' },
  EXTERNAL: { text: 'External', tone: 'idle', shape: 'dash' },
  WARNED: { text: 'Warns', tone: 'warn', shape: 'dash' },
}

export function statusText(status: AnyStatus): string {
  return LOOKS[status].text
}

export function statusTone(status: AnyStatus): Tone {
  return LOOKS[status].tone
}

/** A state by shape, text and colour; `isBare` leaves the text to those who do not see. */
export function Status({ status, isBare }: { status: AnyStatus; isBare?: boolean }): ReactElement {
  const look = LOOKS[status]
  return (
    <span className={styles['status']} data-tone={look.tone} title={isBare ? look.text : undefined}>
      <StatusShape shape={look.shape} />
      <span className={isBare ? 'sr-only' : undefined}>{look.text}</span>
    </span>
  )
}

export function StatusBadge({ status }: { status: AnyStatus }): ReactElement {
  return (
    <span className={styles['badge']} data-tone={LOOKS[status].tone}>
      <Status status={status} />
    </span>
  )
}

function StatusShape({ shape }: { shape: Shape }): ReactElement {
  return (
    <svg
      viewBox="0 0 14 14"
      width={14}
      height={14}
      aria-hidden
      className={shape === 'spin' ? styles['spin'] : undefined}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {DRAWINGS[shape]}
    </svg>
  )
}

const disc = <circle cx={7} cy={7} r={6.2} fill="currentColor" stroke="none" />
const DRAWINGS: Record<Shape, ReactNode> = {
  check: (
    <>
      {disc}
      <path d="M4.3 7.2 6.3 9.2 9.8 5.2" stroke="var(--bg)" />
    </>
  ),
  cross: (
    <>
      <path d="M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4z" fill="currentColor" stroke="none" />
      <path d="M5 5l4 4M9 5 5 9" stroke="var(--bg)" />
    </>
  ),
  spin: (
    <>
      <circle cx={7} cy={7} r={5.2} opacity={0.25} />
      <path d="M7 1.8A5.2 5.2 0 0 1 12.2 7" />
    </>
  ),
  ring: <circle cx={7} cy={7} r={5.2} />,
  dash: (
    <>
      <path d="M7 .8 13.2 7 7 13.2.8 7z" fill="currentColor" stroke="none" />
      <path d="M4.6 7h4.8" stroke="var(--bg)" />
    </>
  ),
  skip: (
    <>
      <circle cx={7} cy={7} r={5.2} />
      <path d="M4.8 7h4.4" />
    </>
  ),
  wait: (
    <>
      <circle cx={7} cy={7} r={5.2} />
      <path d="M7 4v3l2 1.4" />
    </>
  ),
  stop: (
    <>
      <circle cx={7} cy={7} r={5.2} />
      <path d="M3.4 10.6l7.2-7.2" />
    </>
  ),
}
