import { getRouteApi, Link, Navigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { shortId } from '@/shared/components/copy'
import { Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { RunLink } from '@/shared/run/run-cells'
import { Changes } from './changes'
import type { CompareSearch } from './compare-search'
import { CompareFacts } from './compare-facts'
import styles from './compare.module.css'
import { StepTable } from './step-table'
import { useComparison, useLastGood } from './use-comparison'

const route = getRouteApi('/compare')

/** Two runs beside each other: the left is what the right is measured by. */
export function ComparePage(): ReactElement {
  const search = route.useSearch()
  const { left, right } = search
  if (left !== undefined && right !== undefined) {
    return <TwoRuns key={`${left} ${right}`} left={left} right={right} search={search} />
  }
  return (
    <Page title="Compare runs" heading="Compare runs">
      {right === undefined ? <NoRuns /> : <LastGood right={right} />}
    </Page>
  )
}

function NoRuns(): ReactElement {
  return (
    <Empty
      title="Choose two runs to compare"
      action={<ButtonLink to="/runs">Look at all runs</ButtonLink>}
    >
      Select two in the list of runs, or open a run and compare it with the last good one.
    </Empty>
  )
}

function LastGood({ right }: { right: string }): ReactElement {
  const query = useLastGood(right)
  return (
    <QueryState query={query}>
      {(found) => {
        if (!found) return <NoSuchRun ids={[right]} />
        if (found.left !== undefined) {
          return <Navigate to="/compare" search={{ left: found.left, right }} replace />
        }
        return (
          <Empty
            title={`No run of ${found.job} has succeeded before this one`}
            action={
              <ButtonLink to="/runs" search={{ job: found.job }}>
                Look at its runs
              </ButtonLink>
            }
          >
            Select two runs in the list to compare them. <RunLink id={right} /> stays as it is.
          </Empty>
        )
      }}
    </QueryState>
  )
}

function NoSuchRun({ ids }: { ids: string[] }): ReactElement {
  return (
    <Empty
      title="There is no such run"
      action={<ButtonLink to="/runs">Look at all runs</ButtonLink>}
    >
      One of {ids.map(shortId).join(' and ')} is not there. It may have been deleted.
    </Empty>
  )
}

function TwoRuns(props: { left: string; right: string; search: CompareSearch }): ReactElement {
  const { left, right, search } = props
  const query = useComparison(left, right)
  return (
    <Page
      title={`Compare ${shortId(left)} with ${shortId(right)}`}
      above={<Link to="/runs">Runs</Link>}
      heading="Compare runs"
      actions={
        <ButtonLink
          to="/compare"
          search={{ ...search, left: right, right: left }}
          variant="default"
        >
          Swap
        </ButtonLink>
      }
      isFilled
    >
      <QueryState query={query}>
        {(comparison) =>
          comparison ? (
            <>
              <div className={styles['upper']}>
                <CompareFacts left={comparison.left} right={comparison.right} />
                <Changes comparison={comparison} />
              </div>
              <StepTable
                comparison={comparison}
                search={search}
                hasMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
                error={query.isFetchNextPageError ? query.error : null}
                onMore={() => void query.fetchNextPage()}
              />
            </>
          ) : (
            <NoSuchRun ids={[left, right]} />
          )
        }
      </QueryState>
    </Page>
  )
}
