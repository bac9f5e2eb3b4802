import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { SelectionBox } from '@/selection/selection-box'
import { useAssetWords } from '@/selection/use-words'
import { ApiError, request } from '@/shared/api/client'
import { AssetsDocument } from '@/shared/api/generated/graphql'
import { useLastGood } from '@/shared/api/use-last-good'
import { Command, Empty } from '@/shared/components/empty'
import { ButtonLink } from '@/shared/components/link'
import { Notice } from '@/shared/components/notice'
import { Page } from '@/shared/components/page'
import { Lines } from '@/shared/components/query-state'
import styles from './assets-page.module.css'
import { AssetsTable } from './assets-table'
import { FacetBar } from './facet-bar'
import { narrowed, selectionOf, shownSelection } from './facets'
import type { AssetsSearch } from './search'

const route = getRouteApi('/assets')
const PAGE = 200

export function AssetsPage(): ReactElement {
  const search = route.useSearch()
  const select = selectionOf(search.select ?? '')
  const query = useInfiniteQuery({
    queryKey: ['assets', select],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { select, limit: PAGE, ...(pageParam ? { after: pageParam } : {}) }
      return (await request(AssetsDocument, variables, signal)).assets
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.after ?? undefined,
    placeholderData: (before) => before,
  })
  // What could not be selected is nothing to go on with; the list is that of before.
  const isUnknown = query.error !== null && !query.data
  const these = isUnknown ? undefined : shownSelection(search)
  const isRejected = query.error instanceof ApiError && query.error.trouble === 'rejected'
  const assets = useLastGood(query.data)?.pages.flatMap((page) => page.assets)
  const shown = assets && narrowed(assets, search)
  const loadMore = () => {
    const isQuiet = !query.isFetching && !query.isFetchNextPageError && !query.isPlaceholderData
    if (query.hasNextPage && isQuiet) void query.fetchNextPage()
  }
  return (
    <Page
      title="Assets"
      heading="Assets"
      isFilled
      actions={
        <>
          <ButtonLink variant="default" to="/lineage" search={these ? { select: these } : {}}>
            {these ? 'Lineage of these' : 'Lineage'}
          </ButtonLink>
          <ButtonLink variant="default" to="/partitions" search={these ? { select: these } : {}}>
            By partition
          </ButtonLink>
          {these && (
            <ButtonLink to="/launch" search={{ select: these }}>
              Materialize these
            </ButtonLink>
          )}
        </>
      }
    >
      <div className={styles['tools']}>
        <SelectBox search={search} error={isRejected ? query.error?.message : undefined} />
        {assets && <FacetBar assets={assets} search={search} />}
      </div>
      {query.error && !isRejected && !query.isFetchNextPageError && (
        <Notice tone="bad" title="The assets cannot be shown">
          {query.error.message}
        </Notice>
      )}
      {isUnknown && shown && shown.length > 0 && (
        <Notice tone="warn" title="Below are the assets of the selection before" />
      )}
      {!assets && !query.error && <Lines count={12} />}
      {shown?.length === 0 && !query.hasNextPage && !isUnknown && <NoAssets search={search} />}
      {shown && (shown.length > 0 || query.hasNextPage) && (
        <AssetsTable
          rows={shown}
          onEnd={loadMore}
          end={
            query.data && {
              text: endText(shown.length, query.hasNextPage),
              isLoading: query.isFetchingNextPage,
              error: query.isFetchNextPageError ? query.error : null,
              onMore: () => void query.fetchNextPage(),
            }
          }
        />
      )}
    </Page>
  )
}

function endText(count: number, hasMore: boolean): string {
  const assets = `${count} ${count === 1 ? 'asset' : 'assets'}`
  return hasMore ? `${assets} shown so far` : `${assets}, all shown`
}

interface SelectBoxProps {
  search: AssetsSearch
  error: string | undefined
}

/** What it can go on with is asked for when it is about to be used. */
function SelectBox({ search, error }: SelectBoxProps): ReactElement {
  const navigate = useNavigate({ from: '/assets' })
  const [isUsed, use] = useState(false)
  const words = useAssetWords(isUsed)
  return (
    <SelectionBox
      label="Select assets"
      isLabelHidden
      width={360}
      placeholder="A part of a name, or group:marts, +orders, tag:tier=1"
      value={search.select ?? ''}
      words={words}
      error={error}
      onFocus={() => use(true)}
      onWrite={(select) => {
        void navigate({
          search: (old) => ({ ...old, select }),
          replace: true,
          resetScroll: false,
        })
      }}
    />
  )
}

function NoAssets({ search }: { search: AssetsSearch }): ReactElement {
  if (Object.keys(search).length > 0) {
    return (
      <Empty
        title="No asset is selected by this"
        action={
          <ButtonLink to="/assets" variant="default">
            Show all assets
          </ButtonLink>
        }
      />
    )
  }
  return (
    <Empty title="No code location defines assets">
      See how one is defined with <Command>dagwerk new NAME</Command>.
    </Empty>
  )
}
