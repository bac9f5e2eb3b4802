import type { ReactElement, ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { Icon } from '@/shared/components/icon'
import { Section } from '@/shared/components/page'
import { Prose } from '@/shared/components/prose'
import { Tags } from '@/shared/components/tags'
import { Faint, Time } from '@/shared/components/time'
import { Hooks } from '@/shared/components/hooks'
import { FileLink } from '@/shared/look/file-link'
import { Kind } from '@/shared/look/kind'
import { fileOf } from '@/shared/look/source'
import { RunLink } from '@/shared/run/run-cells'
import type { Asset } from './asset-page'
import styles from './asset-page.module.css'
import { AssetLink } from './assets-table'
import { Neighbourhood } from './lineage/neighbourhood'
import { MetadataView } from './metadata-view'

/** Of more than these a list is read more easily than a graph. */
const MOST_NEIGHBOURS = 40

export function AssetOverview({ asset }: { asset: Asset }): ReactElement {
  const file = fileOf(asset.tags)
  return (
    <div className={styles['overview']}>
      <div>
        {asset.description && (
          <p className={styles['description']}>
            <Prose text={asset.description} />
          </p>
        )}
        <Section title="Newest materialization">
          <Newest asset={asset} />
        </Section>
        <Section
          title="Lineage"
          aside={
            <Link to="/lineage" search={{ select: `+"${asset.key}"+`, node: asset.key }}>
              All before and after
            </Link>
          }
        >
          {asset.upstream.length + asset.downstream.length > MOST_NEIGHBOURS ? (
            <div className={styles['neighbours']}>
              <Neighbours label="Made from" none="Made from no asset" keys={asset.upstream} />
              <Icon name="arrow" />
              <span className={styles['self']}>{asset.key}</span>
              <Icon name="arrow" />
              <Neighbours label="Used by" none="Used by no asset" keys={asset.downstream} />
            </div>
          ) : (
            <Neighbourhood assetKey={asset.key} />
          )}
        </Section>
      </div>
      <Section title="Definition">
        <dl className={styles['facts']}>
          <Fact name="Location">{asset.location}</Fact>
          <Fact name="Group">{asset.group || <Faint>none</Faint>}</Fact>
          <Fact name="Kinds">
            {asset.kinds.length > 0 ? (
              asset.kinds.map((it) => <Kind key={it} name={it} />)
            ) : (
              <Faint>none</Faint>
            )}
          </Fact>
          <Fact name="Owners">{asset.owners.join(', ') || <Faint>none</Faint>}</Fact>
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
              <Tags tags={asset.tags} withSystem of="assets" withCopy />
            </Fact>
          )}
        </dl>
      </Section>
    </div>
  )
}

function Newest({ asset }: { asset: Asset }): ReactElement {
  const { newest } = asset
  if (!newest) {
    return (
      <p className={styles['faint']}>
        {asset.isExternal
          ? 'Nothing was reported of it.'
          : 'None yet: materialize it with the button above.'}
      </p>
    )
  }
  return (
    <>
      <div className={styles['newest']}>
        <Time at={newest.time} withAge />
        {newest.partition !== null && <span>partition {newest.partition}</span>}
        {newest.run !== null ? (
          <span>
            by run <RunLink id={newest.run} />
          </span>
        ) : (
          <span>reported by {newest.reportedBy ?? 'someone'}</span>
        )}
        {newest.dataVersion !== null && (
          <span>
            version <code>{newest.dataVersion}</code>
          </span>
        )}
      </div>
      <MetadataView json={newest.json} />
    </>
  )
}

function Neighbours(props: { label: string; none: string; keys: string[] }): ReactElement {
  if (props.keys.length === 0) return <p className={styles['faint']}>{props.none}</p>
  return (
    <ul aria-label={props.label}>
      {props.keys.map((key) => (
        <li key={key}>
          <AssetLink assetKey={key} />
        </li>
      ))}
    </ul>
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
