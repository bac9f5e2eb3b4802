import type { ReactElement } from 'react'
import { duration } from '@/shared/time/format'
import { isMuch } from './comparison'
import styles from './compare.module.css'

/** How much longer something took: `+4.2 s (3.1×)`. What is chance is faint. */
export function Delta({ before, delta }: { before: number; delta: number }): ReactElement {
  const isClear = isMuch(before, delta)
  const sign = delta < 0 ? '−' : '+'
  const factor = before > 0 ? (before + delta) / before : undefined
  const text = `${sign}${duration(Math.abs(delta))}`
  return (
    <span
      className={styles['delta']}
      data-look={isClear ? (delta > 0 ? 'slower' : 'faster') : undefined}
    >
      {text}
      {isClear && factor !== undefined && ` (${factorText(factor)})`}
    </span>
  )
}

function factorText(factor: number): string {
  return factor < 0.05 ? '<0.1×' : `${factor.toFixed(factor < 10 ? 1 : 0)}×`
}
