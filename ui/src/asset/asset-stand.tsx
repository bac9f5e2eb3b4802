import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import type { AssetPageQuery } from '@/shared/api/generated/graphql'
import { Copy } from '@/shared/components/copy'
import { Notice } from '@/shared/components/notice'
import { Time } from '@/shared/components/time'

type Stand = Pick<AssetPageQuery['asset'], 'state' | 'tried' | 'staleBecause'>
type Tried = NonNullable<Stand['tried']>

/** So many of what it is stale because of are named. */
const MOST_NAMED = 10

/** Why an asset stands as it does, where somebody has to know. */
export function AssetStand({ asset }: { asset: Stand }): ReactElement | null {
  const { state, tried, staleBecause } = asset
  if (tried && state === 'FAILED') return <Failed tried={tried} />
  if (tried && state === 'RUNNING') {
    return (
      <Notice tone="info" title={`It is being made${ofPartition(tried)}`}>
        <StepLink tried={tried}>The step that makes it</StepLink>
      </Notice>
    )
  }
  return state === 'STALE' && staleBecause.length > 0 ? <Stale because={staleBecause} /> : null
}

function Failed({ tried }: { tried: Tried }): ReactElement {
  return (
    <Notice
      tone="bad"
      title={`It could not be made${ofPartition(tried)}`}
      action={tried.reason !== '' && <Copy text={tried.reason} what="reason" />}
    >
      {tried.reason !== '' && <p>{tried.reason}</p>}
      <p>
        <StepLink tried={tried}>The step that failed</StepLink>
        {tried.time !== null && (
          <>
            {', '}
            <Time at={tried.time} withAge />
          </>
        )}
      </p>
    </Notice>
  )
}

function Stale({ because }: { because: string[] }): ReactElement {
  const more = because.length - MOST_NAMED
  return (
    <Notice tone="warn" title="What it is made from was made after it">
      <ul aria-label="Made after it">
        {because.slice(0, MOST_NAMED).map((key) => (
          <li key={key}>
            <Link to="/asset/$" params={{ _splat: key }}>
              {key}
            </Link>
          </li>
        ))}
      </ul>
      {more > 0 && <p>and {more.toLocaleString('en')} more</p>}
    </Notice>
  )
}

function ofPartition({ partition }: Tried): string {
  return partition === null ? '' : ` for partition ${partition}`
}

function StepLink({ tried, children }: { tried: Tried; children: string }): ReactElement {
  return (
    <Link to="/runs/$runId" params={{ runId: tried.run }} search={{ step: tried.step }}>
      {children}
    </Link>
  )
}
