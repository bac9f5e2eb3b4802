import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Empty } from '@/shared/components/empty'
import { Status } from '@/shared/components/status'
import { Chip } from '@/shared/components/tags'
import { Faint, Time } from '@/shared/components/time'
import { metadataOf } from '@/shared/run/metadata'
import { RunLink } from '@/shared/run/run-cells'
import type { Asset } from './asset-page'
import styles from './asset-page.module.css'
import { evaluationStatus } from './check-state'
import { MetadataView } from './metadata-view'

export function AssetChecks({ asset }: { asset: Asset }): ReactElement {
  if (asset.checks.length === 0) {
    return (
      <Empty title="Nothing checks this asset">
        A check is a function that is defined beside the asset and judges its value.
      </Empty>
    )
  }
  return (
    <ul aria-label="Checks">
      {asset.checks.map((check) => (
        <li key={check.name} className={styles['check']}>
          <div className={styles['checkHead']}>
            {check.newest ? (
              <Status status={evaluationStatus(check.newest)} />
            ) : (
              <Faint>Never evaluated</Faint>
            )}
            <strong>{check.name}</strong>
            {check.isBlocking && <Chip>blocking</Chip>}
            {!check.isDeclared && <Chip>not declared</Chip>}
            <span>
              {check.newest && <Time at={check.newest.time} withAge />}{' '}
              {check.newest?.run != null && <RunLink id={check.newest.run} />}
            </span>
          </div>
          {check.newest && (
            <>
              <p className={styles['faint']}>{check.newest.text}</p>
              <MetadataView json={check.newest.json} />
              {metadataOf(check.newest.json).some((it) => it.isNumber) && (
                <Link
                  to="/asset/$"
                  params={{ _splat: asset.key }}
                  search={{
                    tab: 'plots',
                    check: check.name,
                    ...(asset.partitionCount === null ? {} : { by: 'PARTITION' as const }),
                  }}
                >
                  Its numbers over {asset.partitionCount === null ? 'time' : 'partitions'}
                </Link>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
