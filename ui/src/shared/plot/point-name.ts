// How a point is called. Pure.
import type { HistoryBy } from '../api/generated/graphql'
import { shortTime, type TimeStyle } from '../time/format'
import type { PlotPoint } from './model'

/** The partition, or the time for which or at which it was. */
export function pointName(
  point: Pick<PlotPoint, 'key' | 'time'>,
  by: HistoryBy,
  style: TimeStyle,
  now: number,
): string {
  switch (by) {
    case 'PARTITION':
      return point.key
    case 'SCHEDULED_TIME':
      return shortTime(point.key, style, now)
    case 'RUN':
      return shortTime(point.time, style, now)
  }
}
