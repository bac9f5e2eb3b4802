import { Button, Select } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import type { CellStatus } from '../api/generated/graphql'
import { TextBox } from '../components/text-box'
import { countFailed, countOf, failedAgain, type Again } from './again'
import { wordsOf } from './cell-at'
import { LaunchDialog, type LaunchDialogProps } from './launch-dialog'
import {
  cellText,
  chosenAt,
  cellsOf,
  launchOf,
  rectangleOf,
  type Cell,
  type Chosen,
  type LaunchOf,
  type Matrix,
  type What,
} from './matrix'
import { MatrixGrid } from './matrix-grid'
import { COLUMNS, type MatrixSearch } from './matrix-search'
import styles from './matrix.module.css'

interface Props {
  label: string
  what: What
  matrix: Matrix
  /** What is launched: the job, or the assets themselves. */
  job: string
  location?: string | undefined
  /** Whether the rows are all that the job has. */
  isWhole: boolean
  /** Whether partitions can be found by a part of their keys. */
  canFind?: boolean
  search: MatrixSearch
  onSearch: (change: MatrixSearch) => void
  onRefresh: () => void
  /** Whether it is of before, and being read anew. */
  isReading?: boolean
  /** What came since it was read. */
  news?: ReactNode
  /** What stands there instead of cells, where there are none. */
  children?: ReactNode
}

/** What a dialog is of, whatever becomes of the matrix behind it. */
type Asked = Omit<LaunchDialogProps, 'onStarted' | 'onClose'>

/** A matrix with what its shapes mean, and what can be done with the cells that are chosen. */
export function MatrixView(props: Props): ReactElement {
  const { label, what, matrix, search, onSearch } = props
  const [cells, setCells] = useState(search.cells)
  const chosen = useMemo(() => chosenAt(matrix, cells), [matrix, cells])
  const [hovered, setHovered] = useState<Cell>()
  const [asked, setAsked] = useState<Asked>()
  const write = useDebouncedCallback((next: string[] | undefined) => {
    onSearch(next ? { ...search, cells: next } : withoutCells(search))
  }, 400)
  const choose = (next: Chosen | undefined) => {
    const named = next && cellsOf(matrix, next)
    setCells(named)
    write(named)
  }
  /** At other partitions, of which none is chosen. */
  const look = (change: MatrixSearch) => {
    setCells(undefined)
    write.cancel()
    onSearch({ ...withoutCells(search), ...change })
  }
  const shown = hovered ?? chosen?.to
  return (
    <>
      <div className={styles['bar']}>
        <Select
          aria-label="Partitions"
          w={170}
          allowDeselect={false}
          value={String(search.columns ?? COLUMNS[0])}
          data={COLUMNS.map((it) => ({
            value: String(it),
            label: `Last ${it.toLocaleString('en')} partitions`,
          }))}
          onChange={(columns) => look({ columns: Number(columns) })}
        />
        {props.canFind && (
          <TextBox
            aria-label="Find partitions"
            placeholder="A part, such as 2001-01"
            value={search.containing ?? ''}
            onWrite={(containing) => look({ containing })}
          />
        )}
        <Legend what={what} />
        <div className={styles['actions']}>
          {chosen ? (
            <>
              <span>{textOf(chosen, what)}</span>
              <Button
                onClick={() =>
                  setAsked({
                    title: `Re-run ${textOf(chosen, what)}`,
                    what,
                    input: launchOf(matrix, chosen, props),
                    cells: countOf(chosen),
                    failed: failedOf(matrix, chosen, props),
                  })
                }
              >
                Re-run…
              </Button>
              <Button variant="default" onClick={() => choose(undefined)}>
                Clear
              </Button>
            </>
          ) : (
            <span className={styles['legend']} hidden={matrix.rows.length === 0}>
              {cells
                ? 'What was chosen is not side by side any more: choose it again'
                : 'Drag, or Shift and arrows, to choose what to re-run'}
            </span>
          )}
          {props.news}
          <Button variant="default" onClick={props.onRefresh}>
            Refresh
          </Button>
        </div>
      </div>
      <div className={styles['cells']} aria-busy={props.isReading === true || undefined}>
        {props.children || (
          <>
            <MatrixGrid
              label={label}
              what={what}
              matrix={matrix}
              chosen={chosen}
              onChoose={choose}
              hovered={hovered}
              onHover={setHovered}
            />
            <p className={styles['readout']} aria-live="polite">
              {shown
                ? wordsOf(what, matrix, shown)
                : 'Point at a cell for its state; click it or press Enter to open its run.'}
            </p>
          </>
        )}
      </div>
      {asked && (
        <LaunchDialog {...asked} onStarted={props.onRefresh} onClose={() => setAsked(undefined)} />
      )}
    </>
  )
}

/** Where all of the assets failed or are missing, that is what one launch makes. */
function failedOf(matrix: Matrix, chosen: Chosen, of: LaunchOf): Again[] {
  const isAll = countFailed(matrix, chosen, of.what) === countOf(chosen)
  return of.what === 'asset' && isAll ? [] : failedAgain(matrix, chosen, of)
}

function withoutCells({ cells: _, ...rest }: MatrixSearch): MatrixSearch {
  return rest
}

function textOf(chosen: Chosen, what: What): string {
  const { top, bottom, left, right } = rectangleOf(chosen)
  const [rows, columns] = [bottom - top + 1, right - left + 1]
  return `${rows} ${what}${rows === 1 ? '' : 's'} × ${columns} partition${columns === 1 ? '' : 's'}`
}

const SHAPES: Record<CellStatus, ReactElement> = {
  MATERIALIZED: <path d="M1 1h12v12h-12z" fill="var(--ok-fill)" />,
  FAILED: (
    <>
      <path d="M1 1h12v12h-12z" fill="var(--bad-fill)" />
      <path d="M4 4l6 6m0 -6l-6 6" stroke="var(--bg)" strokeWidth={2} />
    </>
  ),
  RUNNING: <circle cx={7} cy={7} r={5} fill="none" stroke="var(--accent)" strokeWidth={2} />,
  MISSING: <path d="M4 7h6" stroke="var(--idle-fill)" strokeWidth={2} />,
}

function Legend({ what }: { what: What }): ReactElement {
  return (
    <ul className={styles['legend']} aria-label="Shapes">
      {(Object.keys(SHAPES) as CellStatus[]).map((status) => (
        <li key={status}>
          <svg width={14} height={14} aria-hidden>
            {SHAPES[status]}
          </svg>
          {cellText(status, what)}
        </li>
      ))}
    </ul>
  )
}
