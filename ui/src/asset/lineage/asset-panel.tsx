import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { request } from '@/shared/api/client'
import { AssetPanelDocument } from '@/shared/api/generated/graphql'
import { useLiveQuery } from '@/shared/api/use-live'
import { Copy } from '@/shared/components/copy'
import { Icon } from '@/shared/components/icon'
import { ButtonLink } from '@/shared/components/link'
import { Prose } from '@/shared/components/prose'
import { QueryState } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import { Tags } from '@/shared/components/tags'
import { Time } from '@/shared/components/time'
import { LastSteps } from '@/shared/run/last-steps'
import { Hooks } from '@/shared/components/hooks'
import { FileLink } from '@/shared/look/file-link'
import { Kind } from '@/shared/look/kind'
import { fileOf } from '@/shared/look/source'
import { useEscape } from '@/shared/components/use-escape'
import { RunLink } from '@/shared/run/run-cells'
import { checkState } from '../check-state'
import styles from './lineage-page.module.css'

interface Props {
  assetKey: string
  onClose: () => void
  onSelect: (direction: 'up' | 'down' | 'both') => void
  onGo: (key: string) => void
}

/** The facts of one asset beside the graph, and what leads on from it. */
export function AssetPanel({ assetKey, onClose, onSelect, onGo }: Props): ReactElement {
  useEscape(onClose)
  const query = useQuery({
    queryKey: ['asset-panel', assetKey],
    queryFn: ({ signal }) => request(AssetPanelDocument, { key: assetKey }, signal),
    staleTime: 10_000,
  })
  useLiveQuery(query, query.data ? 15_000 : false)
  return (
    <aside className={styles['panel']} aria-label={`Asset ${assetKey}`}>
      <div className={styles['panelHead']}>
        <h2>
          <Link to="/asset/$" params={{ _splat: assetKey }}>
            {assetKey}
          </Link>
        </h2>
        <Copy text={assetKey} what="asset key" />
        <ActionIcon size={22} aria-label="Close the panel" onClick={onClose}>
          <Icon name="close" size={13} />
        </ActionIcon>
      </div>
      <QueryState query={query}>
        {({ asset }) => {
          const checks = checkState(asset.checks)
          const file = fileOf(asset.tags)
          return (
            <>
              {asset.description && (
                <p className={styles['text']}>
                  <Prose text={asset.description} />
                </p>
              )}
              <dl className={styles['facts']}>
                <Fact name="State">
                  <Status status={asset.state} />
                </Fact>
                {asset.newest && (
                  <Fact name="Newest">
                    <Time at={asset.newest.time} withAge />
                    {asset.newest.run !== null && <RunLink id={asset.newest.run} />}
                  </Fact>
                )}
                {asset.partitionCount !== null && (
                  <Fact name="Partitions">
                    {asset.materializedCount.toLocaleString('en')} of{' '}
                    {asset.partitionCount.toLocaleString('en')} materialized
                  </Fact>
                )}
                {checks && (
                  <Fact name="Checks">
                    <Status status={checks.status} isBare /> {checks.text}
                  </Fact>
                )}
                <Fact name="Group">{asset.group || 'none'}</Fact>
                <Fact name="Location">{asset.location}</Fact>
                {asset.kinds.length > 0 && (
                  <Fact name="Kinds">
                    {asset.kinds.map((it) => (
                      <Kind key={it} name={it} />
                    ))}
                  </Fact>
                )}
                {asset.owners.length > 0 && <Fact name="Owners">{asset.owners.join(', ')}</Fact>}
                {file !== undefined && (
                  <Fact name="File">
                    <FileLink file={file} />
                  </Fact>
                )}
                {asset.hooks.length > 0 && (
                  <Fact name="Hooks">
                    <Hooks hooks={asset.hooks} />
                  </Fact>
                )}
                {asset.tags.length > 0 && (
                  <Fact name="Tags">
                    <Tags tags={asset.tags} of="assets" withCopy />
                  </Fact>
                )}
              </dl>
              <div className={styles['buttons']}>
                <Button variant="default" onClick={() => onSelect('up')}>
                  All before it
                </Button>
                <Button variant="default" onClick={() => onSelect('down')}>
                  All after it
                </Button>
                <Button variant="default" onClick={() => onSelect('both')}>
                  Both
                </Button>
                {!asset.isExternal && (
                  <ButtonLink to="/launch" search={{ select: asset.key, location: asset.location }}>
                    Materialize
                  </ButtonLink>
                )}
              </div>
              {!asset.isExternal && <LastSteps asset={asset.key} />}
              <Keys name="Made from" keys={asset.upstream} onGo={onGo} />
              <Keys name="Used by" keys={asset.downstream} onGo={onGo} />
            </>
          )
        }}
      </QueryState>
    </aside>
  )
}

const MOST_KEYS = 30

function Keys(props: { name: string; keys: string[]; onGo: (key: string) => void }): ReactNode {
  if (props.keys.length === 0) return null
  const more = props.keys.length - MOST_KEYS
  return (
    <div className={styles['keys']}>
      <h3>
        {props.name} {props.keys.length}
      </h3>
      <ul>
        {props.keys.slice(0, MOST_KEYS).map((key) => (
          <li key={key}>
            <button type="button" title={key} onClick={() => props.onGo(key)}>
              {key}
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles['text']}>and {more} more</p>}
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
