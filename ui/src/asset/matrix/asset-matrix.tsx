import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { AssetMatrixDocument, MatrixChoiceDocument } from '@/shared/api/generated/graphql'
import { READ_ONCE } from '@/shared/api/read-once'
import { Empty } from '@/shared/components/empty'
import { QueryState } from '@/shared/components/query-state'
import type { Matrix } from '@/shared/matrix/matrix'
import { COLUMNS, type MatrixSearch } from '@/shared/matrix/matrix-search'
import { MatrixView } from '@/shared/matrix/matrix-view'
import { NewRuns } from '@/shared/run/new-runs'
import { alikeOf, choiceOf, keySelection, type Choice } from './choice'
import styles from './matrix.module.css'
import { nextOf, placeText, previousOf } from './pages'

interface Props {
  label: string
  /** Selections of the assets that are rows, and of those whose partitions are the columns. */
  rows: string
  columns: string
  search: MatrixSearch
  onSearch: (change: MatrixSearch) => void
}

const NO_CELLS: Matrix = { columns: [], rows: [] }

/** Assets by partition, those that failed most first. */
export function AssetMatrix({ label, rows, columns, search, onSearch }: Props): ReactElement {
  const limit = search.columns ?? COLUMNS[0]
  const { containing = '', part } = search
  const after = search.after?.at(-1) ?? null
  const query = useQuery({
    queryKey: ['asset-matrix', rows, columns, limit, containing, after, part],
    queryFn: async ({ signal }) => {
      const asked = { rows, after, columns, limit, containing }
      const answered = await request(MatrixChoiceDocument, asked, signal)
      const alike = alikeOf(answered)
      const { partitions: shown } =
        alike === undefined
          ? answered
          : await request(
              MatrixChoiceDocument,
              { ...asked, after: null, rows: keySelection(alike), columns: keySelection(alike) },
              signal,
            )
      const choice = choiceOf({ ...answered, partitions: shown }, part)
      const { keys, partitions } = choice
      if (keys.length === 0 || partitions.length === 0) return { at: search, choice }
      const answer = await request(AssetMatrixDocument, { keys, partitions }, signal)
      return { at: search, choice, matrix: answer.assetMatrix }
    },
    ...READ_ONCE,
    // So that the box in which partitions are found keeps its letters and the focus.
    placeholderData: (before, other) => (other?.queryKey[1] === rows ? before : undefined),
  })
  const read = () => void query.refetch()
  return (
    <QueryState query={query}>
      {({ at, choice, matrix }) => (
        <>
          <MatrixView
            // What was chosen of a page is none of another.
            key={`${part ?? 1} ${after ?? ''}`}
            label={label}
            what="asset"
            matrix={matrix ?? NO_CELLS}
            job="assets"
            location={choice.location}
            isWhole={false}
            search={search}
            onSearch={onSearch}
            canFind
            onRefresh={read}
            isReading={query.isFetching}
            news={
              <NewRuns
                location={choice.location}
                readAt={query.isPlaceholderData ? 0 : query.dataUpdatedAt}
                isReading={query.isFetching}
                onRead={read}
              />
            }
          >
            {!matrix && <Nothing choice={choice} search={search} onSearch={onSearch} />}
          </MatrixView>
          <Pages
            choice={choice}
            search={query.isPlaceholderData ? at : search}
            isReading={query.isPlaceholderData}
            onSearch={onSearch}
          />
          {matrix && choice.others.length > 0 && (
            <p className={styles['others']}>
              Not shown, as their partitions are others, or they have none:{' '}
              {choice.others.slice(0, 12).join(', ')}
              {choice.others.length > 12 && ` and ${choice.others.length - 12} more`}
            </p>
          )}
        </>
      )}
    </QueryState>
  )
}

interface PartProps extends Pick<Props, 'search' | 'onSearch'> {
  choice: Choice
}

interface PagesProps extends PartProps {
  /** Whether they are those of before. */
  isReading: boolean
}

/** From one page of the selection to the next; nothing where it has one. */
function Pages({ choice, search, isReading, onSearch }: PagesProps): ReactElement | null {
  const text = placeText(search, choice)
  if (text === undefined) return null
  const [previous, next] = [previousOf(search, choice), nextOf(search, choice)]
  // A button that is disabled as such would lose the focus.
  const to = (there: MatrixSearch | undefined) => ({
    variant: 'default',
    'aria-disabled': isReading || !there,
    'data-disabled': isReading || !there,
    onClick: () => {
      if (there && !isReading) onSearch(there)
    },
  })
  return (
    <nav className={styles['pages']} aria-label="Pages of assets" aria-busy={isReading}>
      <span role="status">{text}</span>
      <Button {...to(previous)}>Previous assets</Button>
      <Button {...to(next)}>Next assets</Button>
    </nav>
  )
}

function Nothing({ choice, search, onSearch }: PartProps): ReactElement {
  const { containing } = search
  if (containing && choice.keys.length > 0) {
    return (
      <Empty
        title={`No partition has ‘${containing}’ in its key`}
        action={
          <Button variant="default" onClick={() => onSearch({ ...search, containing: '' })}>
            Show all partitions
          </Button>
        }
      />
    )
  }
  return (
    <Empty title={nothingOf(choice, search)}>
      Select assets that are partitioned, by days for instance: their partitions are the columns
      here.
    </Empty>
  )
}

function nothingOf({ keys, after }: Choice, search: MatrixSearch): string {
  if (keys.length > 0) return 'These assets have no partition yet'
  return after === null && search.after === undefined
    ? 'None of these assets has partitions'
    : 'None of the assets on this page has these partitions'
}
