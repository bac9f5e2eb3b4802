import { useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useState, type CSSProperties, type ReactElement } from 'react'
import { Button } from '@mantine/core'
import { useNow } from '@/shared/components/now'
import { Section } from '@/shared/components/page'
import { useTimeStyle } from '@/shared/settings/use-time-style'
import { lengthOf, spanOf, type OverviewSearch } from '../overview-search'
import { lanesOf, type Item, type Lane, type TimelineRow } from './lanes'
import { ticksOf, type Tick } from './ticks'
import { ItemCard, TimelineLane, type Seen } from './timeline-lane'
import { Legend, TimelineTools } from './timeline-tools'
import styles from './timeline.module.css'

interface Props {
  rows: readonly TimelineRow[]
  isWhole: boolean
  /** Whether another part of time is being asked for. */
  isLoading: boolean
  search: OverviewSearch
}

/** So many jobs are shown by themselves. */
const MOST_LANES = 20

/** The runs of each job as bars over time; each leads to its run. */
export function Timeline({ rows, isWhole, isLoading, search }: Props): ReactElement {
  const { ref, width } = useElementSize()
  // As often as a bar grows by about a pixel.
  const now = useNow(Math.max(1, Math.round(lengthOf(search) / 1_000_000)))
  const style = useTimeStyle()
  const [isAll, setAll] = useState(false)
  const [seen, setSeen] = useState<Seen>()
  const scale = useMemo(
    () => ({ ...spanOf(search, now), width: Math.max(width, 1) }),
    [search, now, width],
  )
  const lanes = useMemo(() => lanesOf(rows, scale, now), [rows, scale, now])
  const ticks = useMemo(() => ticksOf(scale, style), [scale, style])
  const x = (at: number) => ((at - scale.from) / (scale.to - scale.from)) * scale.width
  const shown = isAll ? lanes : lanes.slice(0, MOST_LANES)
  const item = seen && itemOf(shown, seen.key)
  // A bar that is drawn no more is not left either.
  if (seen && !item) setSeen(undefined)
  useClosing(seen !== undefined, setSeen)
  return (
    <Section title="Timeline" aside={<TimelineTools search={search} now={now} span={scale} />}>
      <div className={styles['timeline']} aria-busy={isLoading || undefined}>
        <div className={styles['head']}>
          <Legend />
          <div ref={ref} className={styles['axis']} aria-hidden>
            {ticks.map((tick) => (
              <span key={tick.at} className={styles['tick']} style={{ left: x(tick.at) }}>
                {x(tick.at) < scale.width - 36 && tick.text}
              </span>
            ))}
          </div>
        </div>
        {lanes.length === 0 ? (
          <p className={styles['none']}>
            {isLoading
              ? 'Looking …'
              : 'No run was there in this time. Choose a longer one, or move back.'}
          </p>
        ) : (
          <ul
            aria-label="Runs by job over time"
            className={styles['lanes']}
            style={gridOf(ticks, x)}
          >
            {shown.map((lane) => (
              <TimelineLane
                key={`${lane.location} ${lane.job}`}
                lane={lane}
                now={now <= scale.to ? x(now) : undefined}
                onSee={setSeen}
              />
            ))}
          </ul>
        )}
        {seen && item && <ItemCard seen={seen} item={item} />}
        {shown.length < lanes.length && (
          <Button variant="default" mt="xs" onClick={() => setAll(true)}>
            Show all {lanes.length} jobs
          </Button>
        )}
        {!isWhole && (
          <p className={styles['none']}>
            There are more than 5,000 runs in this time, so some jobs are left out. Choose a shorter
            one.
          </p>
        )}
      </div>
    </Section>
  )
}

function itemOf(lanes: readonly Lane[], key: string): Item | undefined {
  for (const lane of lanes) {
    const item = lane.items.find((it) => it.key === key)
    if (item) return item
  }
  return undefined
}

/** Escape closes what the mouse or the focus has opened. */
function useClosing(isOpen: boolean, see: (seen: undefined) => void): void {
  useEffect(() => {
    if (!isOpen) return
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') see(undefined)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOpen, see])
}

/** The marks of the axis go down through all lanes, as one picture. */
function gridOf(ticks: Tick[], x: (at: number) => number): CSSProperties {
  const lines = ticks.map((tick) => {
    const left = `calc(var(--names) + ${Math.round(x(tick.at))}px)`
    return `linear-gradient(var(--line), var(--line)) ${left} 0 / 1px 100% no-repeat`
  })
  return { background: lines.join(', ') }
}
