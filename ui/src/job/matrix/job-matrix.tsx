import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { JobMatrixDocument, type JobMatrixQuery } from '@/shared/api/generated/graphql'
import { READ_ONCE } from '@/shared/api/read-once'
import { Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Notice } from '@/shared/components/notice'
import { QueryState } from '@/shared/components/query-state'
import { COLUMNS, type MatrixSearch } from '@/shared/matrix/matrix-search'
import { MatrixView } from '@/shared/matrix/matrix-view'
import { NewRuns } from '@/shared/run/new-runs'
import { ofRuns, rowsOf } from './rows'

interface Props {
  location: string
  job: string
  search: MatrixSearch
  onSearch: (change: MatrixSearch) => void
}

interface PageParam {
  rowAfter: string | null
  partitions: string[]
}

const FIRST_PAGE: PageParam = { rowAfter: null, partitions: [] }

/** Later rows are asked for with the columns of the first, as there may be newer ones by then. */
function nextPage({ after, columns }: JobMatrixQuery['jobMatrix']): PageParam | null {
  return after === null ? null : { rowAfter: after, partitions: columns.map((it) => it.partition) }
}

/** The steps of a job by partition. */
export function JobMatrix({ location, job, search, onSearch }: Props): ReactElement {
  const limit = search.columns ?? COLUMNS[0]
  const query = useInfiniteQuery({
    queryKey: ['job-matrix', location, job, limit],
    queryFn: async ({ pageParam, signal }) => {
      const input = { location, job, limit, rowLimit: rowsOf(limit), ...pageParam }
      return (await request(JobMatrixDocument, input, signal)).jobMatrix
    },
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextPage,
    ...READ_ONCE,
    // So that the choice of how many keeps the focus.
    placeholderData: (before, other) =>
      other?.queryKey[1] === location && other.queryKey[2] === job ? before : undefined,
  })
  return (
    <QueryState query={query}>
      {({ pages }) => (
        <Loaded
          pages={pages}
          location={location}
          job={job}
          search={search}
          onSearch={onSearch}
          isMore={query.isFetchingNextPage}
          isReading={query.isFetching && !query.isFetchingNextPage}
          readAt={query.isPlaceholderData ? 0 : query.dataUpdatedAt}
          onRefresh={() => void query.refetch()}
          onMore={() => void query.fetchNextPage()}
        />
      )}
    </QueryState>
  )
}

interface LoadedProps extends Props {
  pages: JobMatrixQuery['jobMatrix'][]
  isMore: boolean
  isReading: boolean
  readAt: number
  onMore: () => void
  onRefresh: () => void
}

function Loaded(props: LoadedProps): ReactElement {
  const { pages, location, job, search, onSearch, isMore, onMore, onRefresh } = props
  const matrix = useMemo(
    () => ({
      columns: pages[0]?.columns ?? [],
      rows: pages.flatMap(({ columns, rows }) => rows.map((row) => ofRuns(columns, row))),
    }),
    [pages],
  )
  const last = pages.at(-1)
  const leftOut = last?.leftOut ?? 0
  if (matrix.columns.length === 0 || matrix.rows.length === 0) {
    return (
      <Empty
        title="No run for a partition yet"
        action={
          <ButtonLink to="/launch/$location/$job" params={{ location, job }}>
            Launch it for a partition
          </ButtonLink>
        }
      >
        Each partition that a run was launched for is a column here, each step a row.
      </Empty>
    )
  }
  return (
    <>
      {last && !last.isWhole && (
        <Notice tone="info" title="Not all cells are known">
          There are more steps than are read at once. Choose fewer partitions.
        </Notice>
      )}
      <MatrixView
        label={`Steps of ${job} by partition`}
        what="step"
        matrix={matrix}
        job={job}
        location={location}
        isWhole={leftOut === 0}
        search={search}
        onSearch={onSearch}
        onRefresh={onRefresh}
        isReading={props.isReading}
        news={
          <NewRuns
            job={job}
            location={location}
            readAt={props.readAt}
            isReading={props.isReading}
            onRead={onRefresh}
          />
        }
      />
      {leftOut > 0 && (
        <Button variant="default" loading={isMore} onClick={onMore}>
          {leftOut.toLocaleString('en')} more {leftOut === 1 ? 'step' : 'steps'}
        </Button>
      )}
    </>
  )
}
