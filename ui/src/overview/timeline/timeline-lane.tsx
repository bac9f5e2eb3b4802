import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { shortId } from '@/shared/components/copy'
import { Status, statusText, statusTone } from '@/shared/components/status'
import { Time } from '@/shared/components/time'
import { JobLink, partitionsOf, RunDuration, type RunRow } from '@/shared/run/run-cells'
import { duration } from '@/shared/time/format'
import { createdIn, worstOf, type Item, type Lane } from './lanes'
import styles from './timeline.module.css'

/** The bar that is pointed at or has the focus, and where it is in the window. */
export interface Seen {
  /** The key of its item. */
  key: string
  x: number
  y: number
}

interface Props {
  lane: Lane
  now: number | undefined
  onSee: (seen: Seen | undefined) => void
}

const TRACK = 18

export function TimelineLane({ lane, now, onSee }: Props): ReactElement {
  const left = lane.leftOut > 0 ? `, ${lane.leftOut.toLocaleString('en')} older left out` : ''
  return (
    <li className={styles['lane']}>
      <span className={styles['name']}>
        <JobLink run={lane} />
        <span className={styles['facts']}>
          {lane.failed > 0 && <strong>{lane.failed} failed · </strong>}
          {lane.count} {lane.count === 1 ? 'run' : 'runs'} · {lane.location}
          {left}
        </span>
      </span>
      <span className={styles['track']} style={{ height: Math.max(2, lane.tracks) * TRACK + 6 }}>
        {now !== undefined && <span className={styles['now']} style={{ left: now }} />}
        {lane.items.map((item) => (
          <Bar key={item.key} item={item} lane={lane} onSee={onSee} />
        ))}
      </span>
    </li>
  )
}

function Bar(props: { item: Item; lane: Lane; onSee: Props['onSee'] }): ReactElement {
  const { item, lane, onSee } = props
  const status = worstOf(item.runs)
  const see = (element: Element) => {
    const box = element.getBoundingClientRect()
    onSee({ key: item.key, x: box.left, y: box.bottom })
  }
  const shared = {
    className: styles['bar'],
    'data-look': statusTone(status),
    'data-many': item.runs.length > 1 || undefined,
    'aria-label': nameOf(item),
    style: {
      left: item.left,
      width: item.right - item.left,
      top: 3 + item.track * TRACK,
      '--waited': `${item.began - item.left}px`,
    },
    onMouseEnter: (event: { currentTarget: Element }) => see(event.currentTarget),
    onFocus: (event: { currentTarget: Element }) => see(event.currentTarget),
    onMouseLeave: () => onSee(undefined),
    onBlur: () => onSee(undefined),
  }
  const [run, ...others] = item.runs
  if (!run || others.length > 0) {
    const search = { job: lane.job, location: lane.location, ...createdIn(item.runs) }
    return (
      <Link to="/runs" search={search} {...shared}>
        <span className={styles['count']}>{item.runs.length}</span>
      </Link>
    )
  }
  return (
    <Link to="/runs/$runId" params={{ runId: run.id }} {...shared}>
      <span className={styles['ran']} />
    </Link>
  )
}

function nameOf({ runs }: Item): string {
  const [run, ...others] = runs
  if (!run) return ''
  if (others.length > 0) return `${runs.length} runs: ${countsOf(runs)}`
  const took =
    run.started !== null && run.ended !== null
      ? `, ran ${duration(Date.parse(run.ended) - Date.parse(run.started))}`
      : ''
  const partitions = partitionsOf(run)
  const about = partitions === undefined ? '' : ` of ${partitions}`
  return `Run ${shortId(run.id)}${about}: ${statusText(run.status)}${took}`
}

/** `2 failed, 11 succeeded`. */
function countsOf(runs: readonly RunRow[]): string {
  const counts = new Map<RunRow['status'], number>()
  for (const run of runs) counts.set(run.status, (counts.get(run.status) ?? 0) + 1)
  return [...counts].map(([status, n]) => `${n} ${statusText(status).toLowerCase()}`).join(', ')
}

const MOST_TOLD = 8

/** What a bar stands for; who uses a screen reader hears its name instead. */
export function ItemCard({ seen, item }: { seen: Seen; item: Item }): ReactElement {
  const { runs } = item
  const more = runs.length - MOST_TOLD
  const isRight = seen.x > window.innerWidth / 2
  const side = isRight ? { right: window.innerWidth - seen.x - 24 } : { left: seen.x }
  const isLow = seen.y > window.innerHeight - 260
  const place = isLow ? { bottom: window.innerHeight - seen.y + 24 } : { top: seen.y + 6 }
  return (
    <div className={styles['card']} style={{ ...side, ...place }} aria-hidden>
      {runs.length > 1 && <strong>{nameOf(item)}</strong>}
      {runs.slice(0, MOST_TOLD).map((run) => (
        <div key={run.id} className={styles['told']}>
          <Status status={run.status} />
          <code>{shortId(run.id)}</code>
          <RunDuration run={run} />
          <Time at={run.created} withAge />
          <Reason run={run} isAlone={runs.length === 1} />
        </div>
      ))}
      {more > 0 && <p>and {more} more: a click lists them</p>}
    </div>
  )
}

function Reason({ run, isAlone }: { run: RunRow; isAlone: boolean }): ReactElement {
  const partitions = partitionsOf(run)
  return (
    <>
      {partitions !== undefined && <span className={styles['partitions']}>{partitions}</span>}
      {isAlone && waitedOf(run) && <p>waited {waitedOf(run)} before it ran</p>}
      {isAlone && run.reason !== '' && <p className={styles['reason']}>{run.reason}</p>}
    </>
  )
}

function waitedOf(run: RunRow): string | undefined {
  if (run.started === null) return undefined
  const millis = Date.parse(run.started) - Date.parse(run.created)
  return millis < 1_000 ? undefined : duration(millis)
}
