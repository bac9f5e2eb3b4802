import { useMemo, useRef } from 'react'
import type { RunModel } from '../run-model'
import type { RunSearch } from '../run-search'
import { showMore, showNothing, type LogFilter, type Shown } from './log-filter'

/** The lines to show; what comes is added without looking at all again. */
export function useShown(model: RunModel, search: RunSearch): Shown {
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
  const kept = useRef<{ model: RunModel; filter: LogFilter; shown: Shown }>(undefined)
  return useMemo(() => {
    const before = kept.current
    const isSame = before?.filter === filter && before.model === model
    const shown = showMore(isSame ? before.shown : showNothing(), model.events, filter)
    kept.current = { model, filter, shown }
    return shown
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model says by its version
  }, [model, model.version, filter])
}
