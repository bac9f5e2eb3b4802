import type { ReactElement, ReactNode } from 'react'
import { statusText } from '../components/status'
import type { Chosen, Matrix } from './matrix'
import styles from './matrix.module.css'
import { indexesOf, inSight, SIZE, type Seen } from './window'

interface Props {
  matrix: Matrix
  seen: Seen
  names: number
  onChoose: (chosen: Chosen) => void
}

/** The partitions above their columns; one that is clicked is chosen as a whole. */
export function Heads(props: Props & { what: string }): ReactElement {
  const { matrix, seen, names, onChoose, what } = props
  const last = matrix.rows.length - 1
  return (
    <div role="row" aria-rowindex={1} className={styles['heads']} style={{ height: SIZE.head }}>
      <div
        role="columnheader"
        aria-colindex={1}
        className={styles['corner']}
        style={{ width: names }}
      >
        {what === 'asset' ? 'Assets' : 'Steps'}, those that failed most first
      </div>
      <div
        className={styles['clip']}
        role="presentation"
        style={{ left: names, top: 0, width: seen.width, height: SIZE.head }}
      >
        {indexesOf(inSight(seen.left, seen.width, SIZE.column, matrix.columns.length)).map(
          (index) => {
            const column = matrix.columns[index]
            const state = column?.status ? `, newest run ${statusText(column.status)}` : ''
            return (
              <div
                key={index}
                role="columnheader"
                aria-colindex={index + 2}
                className={styles['head']}
                style={{ left: index * SIZE.column - seen.left, width: SIZE.column }}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  title={`${column?.partition ?? ''}${state}`}
                  data-bad={column?.status === 'FAILED' || undefined}
                  onClick={() =>
                    onChoose({ from: { row: 0, column: index }, to: { row: last, column: index } })
                  }
                >
                  {column?.partition}
                </button>
              </div>
            )
          },
        )}
      </div>
    </div>
  )
}

interface NamesProps extends Props {
  children: (row: number) => ReactNode
}

/** The names beside their rows, with how many of their cells failed. */
export function Names({ matrix, seen, names, onChoose, children }: NamesProps): ReactElement {
  const last = matrix.columns.length - 1
  return (
    <div
      role="rowgroup"
      className={styles['clip']}
      style={{ left: 0, top: SIZE.head, width: names + seen.width, height: seen.height }}
    >
      {indexesOf(inSight(seen.top, seen.height, SIZE.row, matrix.rows.length)).map((index) => {
        const row = matrix.rows[index]
        return (
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className={styles['line']}
            style={{ top: index * SIZE.row - seen.top, height: SIZE.row }}
          >
            <div
              role="rowheader"
              aria-colindex={1}
              className={styles['name']}
              style={{ width: names }}
            >
              <button
                type="button"
                tabIndex={-1}
                title={row?.key}
                onClick={() =>
                  onChoose({ from: { row: index, column: 0 }, to: { row: index, column: last } })
                }
              >
                <Cut name={row?.key ?? ''} />
              </button>
              {row !== undefined && row.failed > 0 && <span>{row.failed} failed</span>}
            </div>
            {children(index)}
          </div>
        )
      })}
    </div>
  )
}

/** The ends of long names are what differs, so it is the middle that gives way. */
function Cut({ name }: { name: string }): ReactElement {
  const at = name.length > MOST_SIGNS ? name.length - END_SIGNS : name.length
  return (
    <>
      <span>{name.slice(0, at)}</span>
      {name.slice(at)}
    </>
  )
}

const MOST_SIGNS = 26
const END_SIGNS = 13
