import type { ReactElement } from 'react'
import { statusText, statusTone, type Tone } from '@/shared/components/status'
import { duration } from '@/shared/time/format'
import type { StepFacts } from '../progress'
import type { RunModel } from '../run-model'
import styles from './gantt.module.css'
import { merged, type Row } from './rows'
import { xOf, type Scale } from './scale'

interface Props {
  row: Row
  scale: Scale
  model: RunModel
  started: number | null
}

type Look = 'wait' | 'failed' | Tone

interface Span {
  from: number
  to: number
  look: Look
}

/** What of a row is within the window of time. */
export function Bars({ row, scale, model, started }: Props): ReactElement {
  if (row.type === 'group') return <GroupBars steps={row.steps} scale={scale} />
  const step = row.step
  const spans = spansOf(step, model.progress.readyAt(step, started), scale.to)
  const last = spans.at(-1)
  return (
    <>
      {spans.map((span, index) => (
        <Bar key={index} span={span} scale={scale} />
      ))}
      {last && last.from <= scale.to && <Label step={step} end={last.to} scale={scale} />}
      {!last && step.status !== 'PENDING' && (
        <span className={styles['label']} style={{ left: 6 }}>
          {statusText(step.status).toLowerCase()}
        </span>
      )}
    </>
  )
}

export function spansOf(step: StepFacts, ready: number | null, now: number): Span[] {
  const spans: Span[] = []
  const first = step.attempts[0]?.from ?? step.began
  if (ready !== null && first !== null && first - ready >= 1) {
    spans.push({ from: ready, to: first, look: 'wait' })
  }
  const tone = statusTone(step.status)
  if (step.attempts.length === 0 && step.began !== null) {
    spans.push({ from: step.began, to: step.ended ?? now, look: tone })
  }
  step.attempts.forEach((attempt, index) => {
    const before = step.attempts[index - 1]
    if (before?.to != null) spans.push({ from: before.to, to: attempt.from, look: 'wait' })
    const isLast = index === step.attempts.length - 1
    const look = isLast ? tone : attempt.isFailed ? 'failed' : 'idle'
    spans.push({ from: attempt.from, to: attempt.to ?? step.ended ?? now, look })
  })
  return spans
}

function GroupBars({ steps, scale }: { steps: StepFacts[]; scale: Scale }): ReactElement {
  const gap = (scale.to - scale.from) / scale.width
  const spansWhere = (isBad: boolean) =>
    steps
      .filter((step) => (step.status === 'FAILED') === isBad && step.began !== null)
      .map((step) => ({ from: step.began ?? 0, to: step.ended ?? scale.to }))
  const isDone = steps.every((step) => step.ended !== null)
  const look: Look = isDone ? 'ok' : 'run'
  return (
    <>
      {merged(spansWhere(false), gap).map((span) => (
        <Bar key={span.from} span={{ ...span, look }} scale={scale} isGroup />
      ))}
      {merged(spansWhere(true), gap).map((span) => (
        <Bar key={`bad ${span.from}`} span={{ ...span, look: 'bad' }} scale={scale} isGroup />
      ))}
    </>
  )
}

function Bar(props: { span: Span; scale: Scale; isGroup?: boolean }): ReactElement | null {
  const { span, scale } = props
  const left = Math.max(xOf(scale, span.from), -2)
  const right = Math.min(xOf(scale, span.to), scale.width + 2)
  if (right < 0 || left > scale.width) return null
  return (
    <span
      className={styles['bar']}
      data-look={span.look}
      data-group={props.isGroup ?? undefined}
      style={{ left, width: Math.max(right - left, span.look === 'wait' ? 0 : 2) }}
    />
  )
}

function Label(props: { step: StepFacts; end: number; scale: Scale }): ReactElement | null {
  const { step, end, scale } = props
  const x = xOf(scale, end)
  if (x < 0 || step.began === null) return null
  // Where there is no room behind the bar it stands upon its end.
  const isOver = x > scale.width - (step.attempts.length > 1 ? 150 : 76)
  return (
    <span
      className={styles['label']}
      data-over={isOver || undefined}
      style={isOver ? { right: Math.max(scale.width - x, 0) + 6 } : { left: x + 6 }}
    >
      {totalOf(step)}
    </span>
  )
}

/** How long it took in all, from its first attempt to the end of its last. */
export function totalOf({ began, ended, attempts }: StepFacts): string {
  const text = began === null || ended === null ? '' : duration(ended - began)
  return attempts.length > 1 ? `${text}, ${attempts.length} attempts` : text
}
