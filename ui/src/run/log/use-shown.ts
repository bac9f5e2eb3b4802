import { useMemo, useRef } from 'react'
import type { RunSearch } from '../run-search'
import type { LogEvent } from './event-look'
import { showMore, showNothing, withoutFirst, type LogFilter, type Shown } from './log-filter'

/** Where lines come from. */
export interface Source {
  /** The same for as long as it is the same source. */
  id: string
  events: readonly LogEvent[]
  /** Another whenever the events are. */
  version: number
  /** How many of the first events are not kept any more. */
  dropped?: number
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
  const kept = useRef<Kept>(undefined)
  return useMemo(() => {
    const { id, events, dropped = 0 } = source
    const shown = showMore(goOnFrom(kept.current, source, filter), events, filter)
    kept.current = { id, events, dropped, filter, shown }
    return shown
    // eslint-disable-next-line react-hooks/exhaustive-deps -- they say by their version
  }, [source.id, source.events, source.version, filter])
}

interface Kept {
  id: string
  events: readonly LogEvent[]
  dropped: number
  filter: LogFilter
  shown: Shown
}

function goOnFrom(kept: Kept | undefined, source: Source, filter: LogFilter): Shown {
  if (kept?.filter !== filter || kept.id !== source.id) return showNothing()
  if (kept.events === source.events) return kept.shown
  const gone = (source.dropped ?? 0) - kept.dropped
  // Another list is of other events, unless it says that it let some go.
  return gone > 0 && kept.dropped + kept.events.length >= (source.dropped ?? 0)
    ? withoutFirst(kept.shown, gone)
    : showNothing()
}
