import { Button, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { AssetsDocument } from '@/shared/api/generated/graphql'
import { Command, Empty } from '@/shared/components/empty'
import { Icon } from '@/shared/components/icon'
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
  })
  const toMaterialize = shownSelection(search)
  const assets = query.data?.pages.flatMap((page) => page.assets)
  const shown = assets && narrowed(assets, search)
  const loadMore = () => {
    const isReady = query.hasNextPage && !query.isFetching && !query.isFetchNextPageError
    if (isReady) void query.fetchNextPage()
  }
  return (
    <Page
      title="Assets"
      heading="Assets"
      isFilled
      actions={
        <>
          <ButtonLink
            variant="default"
            to="/lineage"
            search={toMaterialize ? { select: toMaterialize } : {}}
          >
            {toMaterialize ? 'Lineage of these' : 'Lineage'}
          </ButtonLink>
          <ButtonLink
            variant="default"
            to="/partitions"
            search={toMaterialize ? { select: toMaterialize } : {}}
          >
            By partition
          </ButtonLink>
          {toMaterialize && (
            <ButtonLink to="/launch" search={{ select: toMaterialize }}>
              Materialize these
            </ButtonLink>
          )}
        </>
      }
    >
      <div className={styles['tools']}>
        <SelectBox key={search.select} search={search} />
        {assets && <FacetBar assets={assets} search={search} />}
      </div>
      {query.error && !query.isFetchNextPageError && (
        <Notice tone="bad" title="The assets cannot be shown">
          {query.error.message}
        </Notice>
      )}
      {!assets && !query.error && <Lines count={12} />}
      {shown?.length === 0 && !query.hasNextPage && <NoAssets search={search} />}
      {shown && (shown.length > 0 || query.hasNextPage) && (
        <AssetsTable
          rows={shown}
          onEnd={loadMore}
          end={{
            text: endText(shown.length, query.hasNextPage),
            isLoading: query.isFetchingNextPage,
            error: query.isFetchNextPageError ? query.error : null,
            onMore: () => void query.fetchNextPage(),
          }}
        />
      )}
    </Page>
  )
}

function endText(count: number, hasMore: boolean): string {
  const assets = `${count} ${count === 1 ? 'asset' : 'assets'}`
  return hasMore ? `${assets} shown so far` : `${assets}, all shown`
}

function SelectBox({ search }: { search: AssetsSearch }): ReactElement {
  const navigate = useNavigate()
  const [text, setText] = useState(search.select ?? '')
  return (
    <form
      role="search"
      className={styles['select']}
      onSubmit={(event) => {
        event.preventDefault()
        const { select: _, ...rest } = search
        void navigate({
          to: '/assets',
          search: text.trim() ? { ...rest, select: text.trim() } : rest,
        })
      }}
    >
      <TextInput
        data-filter
        w={360}
        aria-label="Select assets"
        placeholder="A part of a name, or group:marts, +orders, tag:tier=1"
        leftSection={<Icon name="search" size={13} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <Button type="submit" variant="default">
        Select
      </Button>
    </form>
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
