import { useMemo, useRef } from 'react'
import type { RunSearch } from '../run-search'
import type { LogEvent } from './event-look'
import { showMore, showNothing, type LogFilter, type Shown } from './log-filter'

/** Where lines come from. */
export interface Source {
  events: readonly LogEvent[]
  /** Another whenever the events are. */
  version: number
}

/** The lines to show; what comes is added without looking at all again. */
export function useShown(source: Source, search: RunSearch): Shown {
  const filter = useMemo(
    (): LogFilter => ({
      step: search.step,
      level: search.level ?? 'DEBUG',
      hidden: new Set(search.hide),
      text: search.text ?? '',
      isOnly: search.only ?? false,
    }),
    [search.step, search.level, search.hide, search.text, search.only],
  )
  const kept = useRef<{ events: readonly LogEvent[]; filter: LogFilter; shown: Shown }>(undefined)
  return useMemo(() => {
    const before = kept.current
    const isSame = before?.filter === filter && before.events === source.events
    const shown = showMore(isSame ? before.shown : showNothing(), source.events, filter)
    kept.current = { events: source.events, filter, shown }
    return shown
    // eslint-disable-next-line react-hooks/exhaustive-deps -- they say by their version
  }, [source.events, source.version, filter])
}
