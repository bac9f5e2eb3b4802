import type { ReactElement } from 'react'
import type { MatrixSearch } from '@/shared/matrix/matrix-search'
import type { Asset } from '../asset-page'
import { AssetMatrix } from './asset-matrix'
import { keySelection } from './choice'

interface Props {
  asset: Asset
  search: MatrixSearch
  onSearch: (change: MatrixSearch) => void
}

/** The partitions of an asset, beside those of what it is made from and what is made from it. */
export function AssetPartitions({ asset, search, onSearch }: Props): ReactElement {
  const own = keySelection(asset.key)
  return (
    <AssetMatrix
      label={`Partitions of ${asset.key} and its neighbours`}
      rows={`1+${own}+1`}
      columns={own}
      search={search}
      onSearch={onSearch}
    />
  )
}
