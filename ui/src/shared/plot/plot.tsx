import { useElementSize } from '@mantine/hooks'
import { memo, useMemo, type ReactElement } from 'react'
import { useTimeStyle } from '../settings/use-time-style'
import { EDGE, geometryOf, type Geometry } from './geometry'
import { summary, type PlotData } from './model'
import { pointName } from './point-name'
import styles from './plot.module.css'
import { Pointer } from './pointer'

interface Props {
  /** What it shows, such as `Duration of daily`. */
  name: string
  data: PlotData
  isLog?: boolean
  height?: number
  /** The step at which the run of a point is opened. */
  stepOf?: ((index: number) => string | undefined) | undefined
  current: number | undefined
  onCurrent: (index: number | undefined) => void
  /** Two points between which something was marked; when there is nothing to call, nothing is marked. */
  onZoom?: (from: number, to: number) => void
}

const FIRST_WIDTH = 800

/** Values over runs, times or partitions. Its points are links to their runs, by mouse and by keys. */
export function Plot({ name, data, isLog = false, height = 220, ...rest }: Props): ReactElement {
  const { ref, width: seen } = useElementSize()
  const width = seen || FIRST_WIDTH
  const style = useTimeStyle()
  const geometry = useMemo(
    () => geometryOf(data, { width, height }, isLog),
    [data, width, height, isLog],
  )
  const names = useMemo(() => {
    const now = Date.now()
    return data.points.map((point) => pointName(point, data.by, style, now))
  }, [data, style])
  return (
    <div ref={ref} className={styles['plot']} style={{ height }}>
      <Picture
        label={summary(name, data)}
        geometry={geometry}
        width={width}
        height={height}
        names={names}
      />
      {data.points.length > 0 && (
        <Pointer data={data} geometry={geometry} names={names} height={height} {...rest} />
      )}
    </div>
  )
}

interface PictureProps {
  label: string
  geometry: Geometry
  width: number
  height: number
  names: string[]
}

const Picture = memo(function Picture(props: PictureProps): ReactElement {
  const { geometry, width, height, names } = props
  const right = width - EDGE.right
  const bottom = height - EDGE.bottom
  return (
    <svg
      role="img"
      aria-label={props.label}
      width={width}
      height={height}
      className={styles['svg']}
    >
      {geometry.holes.map((hole) => (
        <g key={hole.x}>
          <rect
            x={hole.x}
            y={EDGE.top}
            width={hole.width}
            height={geometry.inner.height}
            className={styles['hole']}
          />
          {hole.width > 52 && (
            <text x={hole.x + hole.width / 2} y={bottom - 6} textAnchor="middle">
              {hole.missing.toLocaleString('en')} missing
            </text>
          )}
        </g>
      ))}
      {geometry.rows.map((row) => (
        <g key={row.value}>
          <line x1={EDGE.left} x2={right} y1={row.y} y2={row.y} className={styles['row']} />
          <text x={EDGE.left - 8} y={row.y + 4} textAnchor="end">
            {row.text}
          </text>
        </g>
      ))}
      {geometry.names.map(({ index, x }) => (
        <text key={index} x={within(x, width)} y={height - 7} textAnchor="middle">
          {short(names[index] ?? '')}
        </text>
      ))}
      {geometry.codes.map(({ index, x }) => (
        <g key={index} className={styles['code']}>
          <line x1={x} x2={x} y1={EDGE.top - 8} y2={bottom} />
          <path d={`M${x} ${EDGE.top - 8}m-5 -7h10l-5 7z`} />
        </g>
      ))}
      {geometry.levels.map((level) => (
        <g key={level.name} className={styles['level']}>
          <line x1={EDGE.left} x2={right} y1={level.y} y2={level.y} />
        </g>
      ))}
      {geometry.lines.map(({ series, path, dots }) => (
        <g
          key={series.key}
          data-series={series.key}
          data-look={series.look}
          className={styles['line']}
        >
          <path d={path} />
          {dots && <path d={dots} data-dots />}
        </g>
      ))}
      {geometry.levels.map((level) => (
        <g key={level.name} className={styles['level']}>
          <text x={EDGE.left + 4} y={level.textY}>
            {level.name} {level.text}
          </text>
        </g>
      ))}
      <path d={geometry.failed} className={styles['failed']} data-flag="failed" />
      <path d={geometry.slow} className={styles['slow']} data-flag="slow" />
    </svg>
  )
})

const NAME_HALF = 48

function within(x: number, width: number): number {
  return Math.min(Math.max(x, NAME_HALF), width - NAME_HALF)
}

function short(name: string): string {
  return name.length > 17 ? `${name.slice(0, 8)}…${name.slice(-8)}` : name
}
