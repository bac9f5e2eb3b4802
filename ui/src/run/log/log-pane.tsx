import { useNavigate } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from 'react'
import { Empty } from '@/shared/components/empty'
import { Lines, Trouble } from '@/shared/components/query-state'
import { hasEnded } from '@/shared/run/outcome'
import { useTimeStyle } from '@/shared/settings/use-time-style'
import { without } from '@/shared/without'
import type { RunData, RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import { Dropped } from './dropped'
import type { LogEvent } from './event-look'
import { EventDetail } from './event-detail'
import { LineNotice } from './line-notice'
import { LogRow } from './log-row'
import { LogTools } from './log-tools'
import styles from './log.module.css'
import type { Found } from './use-found'
import { useFurther } from './use-further'
import { useLine } from './use-line'
import { useShown } from './use-shown'
import { useStay, useStayBelow } from './use-stay'

interface Props {
  run: RunData
  model: RunModel
  search: RunSearch
}

const ROW = 22

export function LogPane({ run, model, search }: Props): ReactElement {
  const navigate = useNavigate()
  const scroller = useRef<HTMLDivElement>(null)
  const sought = useLine(run.id, model, search)
  const asked = sought.found
  // What was read is better than nothing.
  const found = asked?.error && asked.events.length === 0 ? undefined : asked
  const source = found ?? model
  const shown = useShown(source, search)
  const style = useTimeStyle()
  const change = (next: Partial<RunSearch>) =>
    void navigate({
      to: '.',
      search: (old: RunSearch) => ({ ...old, ...next }),
      replace: true,
      resetScroll: false,
    })
  const virtual = useVirtualizer({
    count: shown.lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 20,
  })
  const scrollTo = (top: number) => {
    if (scroller.current) scroller.current.scrollTop = top
  }
  const offset = virtual.scrollOffset ?? 0
  const positionAt = (index: number) => source.events[shown.lines[index] ?? -1]?.position
  useStay(scrollTo, shown.gone, offset, ROW)
  const listed = { source: source.id, count: shown.lines.length, positionAt }
  useStayBelow(scrollTo, listed, offset, ROW)
  const marked = useMemo(
    () => shown.lines.findIndex((index) => source.events[index]?.position === search.line),
    [shown, source, search.line],
  )
  const opensAt = useMemo(() => {
    if (search.line !== undefined) return marked
    const failure = run.status === 'FAILED' ? model.firstFailure()?.position : undefined
    return shown.lines.findIndex((index) => source.events[index]?.position === failure)
  }, [shown, model, source, marked, search.line, run.status])
  useScrollTo(opensAt, search.line ?? 'failure', (index) => {
    const isSeen = virtual.getVirtualItems().some((item) => item.index === index)
    if (!isSeen) virtual.scrollToIndex(index, { align: 'center' })
  })
  useEffect(() => {
    if (search.follow) virtual.scrollToIndex(shown.lines.length - 1, { align: 'end' })
  }, [search.follow, shown.lines.length, virtual])

  const mark = (index: number) => {
    const line = positionAt(index)
    if (line !== undefined) change({ line })
  }
  const items = virtual.getVirtualItems()
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    const next = marked < 0 ? Math.ceil(offset / ROW) : marked + by
    mark(Math.min(Math.max(next, 0), shown.lines.length - 1))
  }
  const isLine = (event: LogEvent) => event.position === search.line
  const lineEvent = source.events.find(isLine) ?? model.events.find(isLine)
  const isAtEnd = (items.at(-1)?.index ?? 0) >= shown.lines.length - 20
  const isAtBeginning = items[0]?.index === 0
  const further = useFurther(found, shown.lines.at(-1) ?? -1, search)
  useEffect(() => {
    // What could not be read waits to be asked for; what is left out leaves room for more.
    if (!found || found.error) return
    if (isAtEnd && !further && found.hasMore) found.readMore()
    else if (isAtBeginning) found.readBefore()
  }, [found, isAtEnd, isAtBeginning, further])
  const go = (next: RunSearch) =>
    void navigate({ to: '.', search: next, replace: true, resetScroll: false })

  return (
    <div className={styles['pane']}>
      <LogTools
        model={model}
        search={search}
        shown={shown}
        found={found}
        marked={marked}
        isLive={!hasEnded(run.status)}
        further={further}
        onChange={change}
        onMark={mark}
      />
      <Dropped
        model={model}
        search={search}
        isFound={found !== undefined}
        onWhole={() => {
          // A line that is marked may be far behind the beginning.
          sought.leave()
          go({ ...without(search, 'line'), whole: true, follow: false })
        }}
        onNewest={() => {
          sought.leave()
          change({ whole: false })
        }}
      />
      <LineNotice sought={sought} search={search} isShown={marked >= 0} onGo={go} />
      {asked?.error && <Trouble error={asked.error} retry={asked.retry} />}
      <div className={styles['split']}>
        {shown.lines.length === 0 ? (
          <NoLines run={run} model={model} found={found} />
        ) : (
          // The lines are moved through with the arrows.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <div
            ref={scroller}
            className={styles['scroller']}
            role="log"
            aria-label="Log"
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            onKeyDown={press}
            onWheel={(event) => {
              if (search.follow && event.deltaY < 0) change({ follow: false })
            }}
          >
            <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
              {items.map((item) => {
                const event = source.events[shown.lines[item.index] ?? -1]
                if (!event) return null
                return (
                  <LogRow
                    key={event.position}
                    event={event}
                    top={item.start}
                    needle={search.text ?? ''}
                    isMarked={item.index === marked}
                    withStep={search.step === undefined}
                    style={style}
                    onMark={() => {
                      mark(item.index)
                    }}
                  />
                )
              })}
            </div>
          </div>
        )}
        {lineEvent && (
          <EventDetail
            run={run.id}
            event={lineEvent}
            onClose={() => {
              void navigate({
                to: '.',
                search: ({ line: _, ...rest }: RunSearch) => rest,
                resetScroll: false,
              })
            }}
          />
        )}
      </div>
    </div>
  )
}

/** Goes to a line when it is marked by its address or the first failure, and not when lines come around it. */
function useScrollTo(index: number, line: number | 'failure', go: (index: number) => void): void {
  const [gone, setGone] = useState<number | 'failure'>()
  useEffect(() => {
    if (index < 0 || gone === line || (line === 'failure' && gone !== undefined)) return
    setGone(line)
    go(index)
  }, [index, line, gone, go])
}

interface NoLinesProps {
  run: RunData
  model: RunModel
  found: Found | undefined
}

function NoLines({ run, model, found }: NoLinesProps): ReactElement {
  if (found?.isReading) return <Lines count={8} />
  if (run.logExpired) {
    return (
      <Empty title="The log of this run is not kept any more">Its steps and outcome are.</Empty>
    )
  }
  if (model.events.length > 0) {
    return (
      <Empty title="No line passes the filters">
        {model.isWhole || found ? 'Change or clear them.' : 'Change them, or read more of the log.'}
      </Empty>
    )
  }
  return <Empty title="Nothing has happened yet">Lines appear here as they are written.</Empty>
}
