import { memo, type ReactElement } from 'react'
import { crosses, linePath, stretches, thinned, triangles, type Point } from './path'
import styles from './plot.module.css'

interface Props {
  values: readonly (number | null)[]
  failed: ReadonlySet<number>
  slow: ReadonlySet<number>
}

const WIDTH = 220
const HEIGHT = 34

/** The shape of a series, beside words that tell it. */
export const Sparkline = memo(function Sparkline({ values, failed, slow }: Props): ReactElement {
  const most = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0)
  const at = values.map((value, index): Point | null =>
    value === null ? null : pointAt(index, value, values.length, most),
  )
  const flagged = (places: ReadonlySet<number>) =>
    [...places].map((index) => pointAt(index, values[index] ?? 0, values.length, most))
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
      className={styles['spark']}
    >
      <g className={styles['line']} data-look="solid">
        <path d={linePath(stretches(at, new Set()).map(thinned))} />
      </g>
      <path d={crosses(flagged(failed))} className={styles['failed']} />
      <path d={triangles(flagged(slow))} className={styles['slow']} />
    </svg>
  )
})

function pointAt(index: number, value: number, count: number, most: number): Point {
  const x = count < 2 ? WIDTH / 2 : 6 + (index / (count - 1)) * (WIDTH - 12)
  const y = most > 0 ? HEIGHT - 5 - (value / most) * (HEIGHT - 20) : HEIGHT - 5
  return { x, y }
}
