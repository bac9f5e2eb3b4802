import { useEffect, useRef, type ReactElement } from 'react'
import { colorsOf, drawMatrix } from './draw-matrix'
import type { Matrix } from './matrix'
import styles from './matrix.module.css'
import { SIZE, type Seen } from './window'

interface Props {
  matrix: Matrix
  seen: Seen
  names: number
}

/** The shapes of the cells; what they say stands in the table over it. */
export function MatrixCanvas({ matrix, seen, names }: Props): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const paint = useRef<() => void>(() => {})
  useEffect(() => {
    paint.current = () => {
      const element = canvas.current
      const context = element?.getContext('2d')
      if (!element || !context) return
      const ratio = window.devicePixelRatio
      const [width, height] = [Math.round(seen.width * ratio), Math.round(seen.height * ratio)]
      if (element.width !== width || element.height !== height) {
        element.width = width
        element.height = height
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      drawMatrix(context, matrix.rows, matrix.columns.length, seen, colorsOf(element))
    }
    paint.current()
  }, [matrix, seen])
  useEffect(() => {
    // The colours are those of the theme, which may change.
    const themed = new MutationObserver(() => paint.current())
    themed.observe(document.documentElement, { attributes: true })
    return () => themed.disconnect()
  }, [])
  return (
    <canvas
      ref={canvas}
      aria-hidden
      className={styles['canvas']}
      style={{ left: names, top: SIZE.head, width: seen.width, height: seen.height }}
    />
  )
}
