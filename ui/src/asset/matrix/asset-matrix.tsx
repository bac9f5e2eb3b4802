import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { AssetMatrixDocument, MatrixChoiceDocument } from '@/shared/api/generated/graphql'
import { READ_ONCE } from '@/shared/api/read-once'
import { Empty } from '@/shared/components/empty'
import { Notice } from '@/shared/components/notice'
import { QueryState } from '@/shared/components/query-state'
import { COLUMNS, type MatrixSearch } from '@/shared/matrix/matrix-search'
import { MatrixView } from '@/shared/matrix/matrix-view'
import { choiceOf, type Choice } from './choice'
import styles from './matrix.module.css'

interface Props {
  label: string
  /** Selections of the assets that are rows, and of those whose partitions are the columns. */
  rows: string
  columns: string
  search: MatrixSearch
  onSearch: (change: MatrixSearch) => void
}

/** Assets by partition, those that failed most first. */
export function AssetMatrix({ label, rows, columns, search, onSearch }: Props): ReactElement {
  const limit = search.columns ?? COLUMNS[0]
  const containing = search.containing ?? ''
  const query = useQuery({
    queryKey: ['asset-matrix', rows, columns, limit, containing],
    queryFn: async ({ signal }) => {
      const choice = choiceOf(
        await request(MatrixChoiceDocument, { rows, columns, limit, containing }, signal),
      )
      const { keys, partitions } = choice
      if (keys.length === 0 || partitions.length === 0) return { choice, matrix: undefined }
      const answer = await request(AssetMatrixDocument, { keys, partitions }, signal)
      return { choice, matrix: answer.assetMatrix }
    },
    ...READ_ONCE,
    // So that the box in which partitions are found keeps its letters and the focus.
    placeholderData: (before, other) => (other?.queryKey[1] === rows ? before : undefined),
  })
  return (
    <QueryState query={query}>
      {({ choice, matrix }) =>
        matrix ? (
          <>
            <MatrixView
              label={label}
              what="asset"
              matrix={matrix}
              job="assets"
              location={choice.location}
              isWhole={false}
              search={search}
              onSearch={onSearch}
              canFind
              onRefresh={() => void query.refetch()}
            />
            {choice.isPart && (
              <Notice tone="info" title="There may be more assets with these partitions">
                Select fewer of them: 100 are shown at once.
              </Notice>
            )}
            {choice.others.length > 0 && (
              <p className={styles['others']}>
                Not shown, as their partitions are others, or they have none:{' '}
                {choice.others.slice(0, 12).join(', ')}
                {choice.others.length > 12 && ` and ${choice.others.length - 12} more`}
              </p>
            )}
          </>
        ) : (
          <Nothing choice={choice} search={search} onSearch={onSearch} />
        )
      }
    </QueryState>
  )
}

interface NothingProps extends Pick<Props, 'search' | 'onSearch'> {
  choice: Choice
}

function Nothing({ choice, search, onSearch }: NothingProps): ReactElement {
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
    <Empty title={nothingOf(choice)}>
      Select assets that are partitioned, by days for instance: their partitions are the columns
      here.
    </Empty>
  )
}

function nothingOf({ keys, others, isPart }: Choice): string {
  if (keys.length > 0) return 'These assets have no partition yet'
  return isPart
    ? `None of the first ${others.length} assets has partitions`
    : 'None of these assets has partitions'
}
