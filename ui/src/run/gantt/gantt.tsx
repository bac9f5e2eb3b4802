import { useElementSize } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useState, type ReactElement } from 'react'
import { Empty } from '@/shared/components/empty'
import { useNow } from '@/shared/components/now'
import { hasEnded } from '@/shared/run/outcome'
import { criticalPath } from '../critical-path'
import type { RunData, RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import { parseZoom } from '../run-search'
import { Bars } from './bars'
import { GanttAxis } from './gantt-axis'
import { GanttTools } from './gantt-tools'
import styles from './gantt.module.css'
import { RowName } from './row-name'
import { rowsOf } from './rows'
import type { Scale } from './scale'
import { useZoom } from './use-zoom'

interface Props {
  run: RunData
  model: RunModel
  search: RunSearch
}

const ROW = 24
const HIGHEST = 15 * ROW

/** The steps of a run over time: names fixed at the left, waiting apart from running. */
export function Gantt({ run, model, search }: Props): ReactElement {
  const navigate = useNavigate()
  const { ref: chart, width } = useElementSize()
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const whole = useWhole(run, model, width)
  const scale = scaleOf(whole, search)
  const change = (next: Partial<RunSearch>, replace = false) =>
    void navigate({
      to: '.',
      search: (old: RunSearch) => ({ ...old, ...next }),
      replace,
      resetScroll: false,
    })
  const critical = useMemo(
    () => (search.critical ? new Set(criticalPath(model.progress).map((it) => it.key)) : undefined),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model says by its version
    [search.critical, model, model.version],
  )
  const rows = useMemo(
    () =>
      rowsOf(model.progress.steps.values(), {
        text: search.steps ?? '',
        toggled: new Set(search.fold),
        only: critical,
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model says by its version
    [model, model.version, search.steps, search.fold, critical],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const toggle = (group: string) => {
    const fold = search.fold ?? []
    change({ fold: fold.includes(group) ? fold.filter((it) => it !== group) : [...fold, group] })
  }

  const zoom = useZoom({
    scale,
    whole,
    scroller,
    onPick: (y) => {
      const row = rows[Math.floor(y / ROW)]
      if (row?.type === 'step') change({ step: row.key })
      else if (row) toggle(row.key)
    },
    onZoom: (to) => {
      const isAll = to.from <= whole.from && to.to >= whole.to
      const text = `${Math.max(0, Math.floor(to.from - whole.from))}-${Math.ceil(to.to - whole.from)}`
      const { zoom: _, ...rest } = search
      void navigate({
        to: '.',
        search: isAll ? rest : { ...rest, zoom: text },
        replace: true,
        resetScroll: false,
      })
    },
  })

  return (
    <section className={styles['gantt']} aria-label="Steps over time">
      <GanttTools
        model={model}
        search={search}
        rows={rows.length}
        whole={whole}
        onChange={change}
      />
      {rows.length === 0 ? (
        <NoRows search={search} run={run} />
      ) : (
        <div className={styles['scroller']} ref={setScroller} style={{ maxHeight: HIGHEST }}>
          <div className={styles['axisRow']}>
            <span className={styles['corner']}>Step</span>
            <div ref={chart} className={styles['axis']}>
              <GanttAxis scale={scale} beginning={whole.from} />
            </div>
          </div>
          <div style={{ height: virtual.getTotalSize() }} className={styles['body']}>
            {virtual.getVirtualItems().map((item) => {
              const row = rows[item.index]
              if (!row) return null
              const isSelected = row.type === 'step' && row.key === search.step
              return (
                <div
                  key={`${row.type} ${row.key}`}
                  className={styles['row']}
                  data-selected={isSelected || undefined}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <RowName row={row} onToggle={toggle} />
                  <div className={styles['track']}>
                    <Bars row={row} scale={scale} model={model} started={startedAt(run)} />
                  </div>
                </div>
              )
            })}
          </div>
          {/* Drawn over the tracks; the rows' names are links beside it. */}
          <div
            className={styles['surface']}
            style={{ height: virtual.getTotalSize() }}
            {...zoom.events}
          >
            {zoom.marked && (
              <span
                className={styles['marked']}
                style={{ left: zoom.marked[0], width: zoom.marked[1] - zoom.marked[0] }}
              />
            )}
          </div>
        </div>
      )}
    </section>
  )
}

function NoRows({ search, run }: { search: RunSearch; run: RunData }): ReactElement {
  if (search.steps) return <Empty title={`No step has "${search.steps}" in its name`} />
  if (search.critical) return <Empty title="No step has ended, so that none was decisive yet" />
  return <Empty title={run.plan ? 'No step has begun' : 'The plan of this run is not known'} />
}

function startedAt(run: RunData): number | null {
  return run.started === null ? null : Date.parse(run.started)
}

/** From when the run could begin to its end, or now. */
function useWhole(run: RunData, model: RunModel, width: number): Scale {
  const isLive = !hasEnded(run.status)
  const now = useNow(isLive ? 1 : 3_600)
  return useMemo(() => {
    let from = startedAt(run) ?? Infinity
    let to = -Infinity
    for (const step of model.progress.steps.values()) {
      if (step.began !== null) from = Math.min(from, step.began)
      to = Math.max(to, step.ended ?? step.began ?? -Infinity)
    }
    if (!Number.isFinite(from)) from = Date.parse(run.created)
    if (isLive) to = Math.max(to, now)
    return { from, to: Math.max(to, from + 10), width: Math.max(width, 1) }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model says by its version
  }, [run, model, model.version, width, now, isLive])
}

function scaleOf(whole: Scale, search: RunSearch): Scale {
  const zoom = search.zoom === undefined ? undefined : parseZoom(search.zoom)
  if (!zoom) return whole
  return { ...whole, from: whole.from + zoom[0], to: whole.from + zoom[1] }
}
