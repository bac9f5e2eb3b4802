import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { SelectionBox } from '@/selection/selection-box'
import { useAssetWords } from '@/selection/use-words'
import { ButtonLink } from '@/shared/components/link'
import { Page } from '@/shared/components/page'
import { selectionOf } from '../facets'
import type { PartitionsSearch } from '../search'
import { AssetMatrix } from './asset-matrix'

const route = getRouteApi('/partitions')

/** The assets of a selection by partition. */
export function PartitionsPage(): ReactElement {
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/partitions' })
  const words = useAssetWords()
  const typed = search.select?.trim() ?? ''
  const select = selectionOf(typed)
  const write = (next: PartitionsSearch) => {
    void navigate({ search: next, replace: true, resetScroll: false })
  }
  const others = typed === '' ? {} : { select: typed }
  return (
    <Page
      title="Assets by partition"
      heading="Assets by partition"
      actions={
        <>
          <ButtonLink variant="default" to="/assets" search={others}>
            As a list
          </ButtonLink>
          <ButtonLink variant="default" to="/lineage" search={others}>
            Lineage
          </ButtonLink>
        </>
      }
    >
      <div style={{ marginBottom: 12 }}>
        <SelectionBox
          label="Select assets"
          isLabelHidden
          width={420}
          placeholder="A part of a name, or group:marts, +orders, kind:csv"
          value={search.select ?? ''}
          words={words}
          onWrite={(text) => write({ select: text })}
        />
      </div>
      <AssetMatrix
        key={select}
        label="Assets by partition"
        rows={select}
        columns={select}
        search={search}
        onSearch={(change) => write({ ...others, ...change })}
      />
    </Page>
  )
}
