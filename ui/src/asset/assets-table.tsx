import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactElement } from 'react'
import { Status } from '@/shared/components/status'
import { Chip } from '@/shared/components/tags'
import { Age, Faint } from '@/shared/components/time'
import { ListEnd } from '@/shared/components/list-end'
import { VirtualTable, type Column } from '@/shared/components/virtual-table'
import { Kind } from '@/shared/look/kind'
import styles from './assets-page.module.css'
import { checkState } from './check-state'
import type { AssetRow } from './facets'

interface Props {
  rows: AssetRow[]
  onEnd: () => void
  /** Left out where it is not known. */
  end?: ComponentProps<typeof ListEnd> | undefined
}

export function AssetsTable({ rows, onEnd, end }: Props): ReactElement {
  return (
    <VirtualTable
      label="Assets"
      columns={COLUMNS}
      rows={rows}
      keyOf={(asset) => asset.key}
      onEnd={onEnd}
      end={end && <ListEnd {...end} />}
    />
  )
}

export function AssetLink({ assetKey }: { assetKey: string }): ReactElement {
  return (
    <Link to="/asset/$" params={{ _splat: assetKey }} title={assetKey}>
      {assetKey}
    </Link>
  )
}

const COLUMNS: Column<AssetRow>[] = [
  {
    key: 'asset',
    head: 'Asset',
    width: 'minmax(150px, 1fr)',
    cell: (asset) => (
      <span className={styles['key']}>
        <AssetLink assetKey={asset.key} />
      </span>
    ),
  },
  {
    key: 'description',
    head: 'Description',
    width: 'minmax(0, 2.2fr)',
    from: 1000,
    cell: (asset) => <span title={asset.description}>{asset.description || <Faint>–</Faint>}</span>,
  },
  {
    key: 'group',
    head: 'Group',
    width: '96px',
    from: 600,
    cell: (asset) => asset.group || <Faint>–</Faint>,
  },
  {
    key: 'kinds',
    head: 'Kinds',
    width: '96px',
    from: 1000,
    cell: (asset) => (
      <span className={styles['chips']}>
        {asset.isExternal && <Chip>external</Chip>}
        {asset.kinds.map((kind) => (
          <Kind key={kind} name={kind} />
        ))}
      </span>
    ),
  },
  {
    key: 'owners',
    head: 'Owners',
    width: '120px',
    from: 800,
    cell: (asset) => asset.owners.join(', ') || <Faint>–</Faint>,
  },
  {
    key: 'newest',
    head: 'Materialized',
    width: '100px',
    cell: (asset) =>
      asset.newest ? (
        <Age at={asset.newest.time} />
      ) : (
        <Faint>{asset.isExternal ? '–' : 'never'}</Faint>
      ),
  },
  {
    key: 'partitions',
    head: 'Partitions',
    width: '150px',
    from: 800,
    cell: (asset) => <Fill asset={asset} />,
  },
  {
    key: 'checks',
    head: 'Checks',
    width: '140px',
    from: 600,
    cell: (asset) => {
      const state = checkState(asset.checks)
      if (!state) return <Faint>–</Faint>
      return (
        <span title={state.text} className={styles['fill']}>
          <Status status={state.status} isBare />
          {state.text}
        </span>
      )
    },
  },
]

function Fill({ asset }: { asset: AssetRow }): ReactElement {
  if (asset.partitionCount === null) return <Faint>–</Faint>
  const share = asset.partitionCount === 0 ? 0 : asset.materializedCount / asset.partitionCount
  return (
    <span className={styles['fill']}>
      <span className={styles['meter']} aria-hidden>
        <span style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      {asset.materializedCount.toLocaleString('en')}/{asset.partitionCount.toLocaleString('en')}
    </span>
  )
}
