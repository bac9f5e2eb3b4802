import type { ReactElement, ReactNode } from 'react'
import { useTimeStyle } from '../settings/use-time-style'
import { remarks, type PlotData, type PlotSeries } from './model'
import { Plot } from './plot'
import { pointName } from './point-name'
import styles from './plot.module.css'
import { valueText } from './scale'

interface Props {
  title: string
  /** What it shows, for whoever does not see it; the title when it is left out. */
  name?: string
  data: PlotData
  isLog?: boolean
  height?: number
  stepOf?: ((index: number) => string | undefined) | undefined
  current: number | undefined
  onCurrent: (index: number | undefined) => void
  onZoom?: (from: number, to: number) => void
  tools?: ReactNode
}

/** A plot with its title, its legend, and what is to be said of the point that is pointed at. */
export function PlotPanel({ title, name = title, tools, ...plot }: Props): ReactElement {
  const { data, current } = plot
  return (
    <section className={styles['panel']} aria-label={title}>
      <div className={styles['head']}>
        <h3>{title}</h3>
        <ul className={styles['legend']} aria-label={`Legend of ${title}`}>
          {data.series.map((it) => (
            <li key={it.key}>
              <Sample look={it.look} />
              {it.name}
              {current !== undefined && (
                <strong>{valueText(it.values[current], it.measured)}</strong>
              )}
            </li>
          ))}
          {data.flags.failed.size > 0 && (
            <li>
              <Mark path="M3 3l8 8m0 -8l-8 8" look="failed" /> failed
            </li>
          )}
          {data.flags.slow.size > 0 && (
            <li title="More than twice the median of the 14 days before">
              <Mark path="M7 3l4.5 8h-9z" look="slow" /> slow: over twice the 14-day median
            </li>
          )}
          {data.points.some((it) => it.isNewCode) && (
            <li>
              <Mark path="M2 2h10l-5 7z" look="code" /> other code from here
            </li>
          )}
        </ul>
        {tools && <div className={styles['tools']}>{tools}</div>}
      </div>
      <Plot {...plot} name={name} />
      <Readout data={data} index={current} canZoom={plot.onZoom !== undefined} />
    </section>
  )
}

function Readout(props: {
  data: PlotData
  index: number | undefined
  canZoom: boolean
}): ReactElement {
  const { data, index, canZoom } = props
  const style = useTimeStyle()
  const point = index === undefined ? undefined : data.points[index]
  if (!point || index === undefined) {
    return (
      <p className={styles['readout']}>
        {data.points.length > 0 && 'Point at it for values; click or press Enter to open the run.'}
        {data.points.length > 1 &&
          canZoom &&
          ' A drag, or Shift with the arrows and then Enter, shows a part alone.'}
      </p>
    )
  }
  const now = Date.now()
  const name = pointName(point, data.by, style, now)
  const time = pointName(point, 'RUN', style, now)
  const words = [
    name,
    ...(name === time ? [] : [`at ${time}`]),
    ...(point.run ? [`run ${point.run}`] : ['reported']),
    ...remarks(data, index),
    ...(point.isNewCode && point.codeVersion ? [point.codeVersion.slice(0, 10)] : []),
  ]
  return <p className={styles['readout']}>{words.join(' · ')}</p>
}

function Sample({ look }: { look: PlotSeries['look'] }): ReactElement {
  const path = look === 'bars' ? 'M4 12V5h5v7zM11 12V2h5v10z' : 'M2 7h16'
  return (
    <svg width={20} height={14} aria-hidden className={styles['line']} data-look={look}>
      <path d={path} />
    </svg>
  )
}

function Mark({ path, look }: { path: string; look: 'failed' | 'slow' | 'code' }): ReactElement {
  return (
    <svg
      width={14}
      height={14}
      aria-hidden
      className={look === 'code' ? styles['code'] : undefined}
    >
      <path d={path} className={look === 'code' ? undefined : styles[look]} />
    </svg>
  )
}
