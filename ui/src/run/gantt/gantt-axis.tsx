import type { ReactElement } from 'react'
import styles from './gantt.module.css'
import { ticksOf, xOf, type Scale } from './scale'

export function GanttAxis({ scale, beginning }: { scale: Scale; beginning: number }): ReactElement {
  return (
    <>
      {ticksOf(scale, beginning).map((tick) => {
        const x = xOf(scale, beginning + tick.offset)
        return (
          <span
            key={tick.offset}
            className={styles['tick']}
            data-last={x > scale.width - 40 || undefined}
            style={{ left: x }}
          >
            {tick.text}
          </span>
        )
      })}
    </>
  )
}
