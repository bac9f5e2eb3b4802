import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import type { AssetHealthPartsFragment, AssetState } from '@/shared/api/generated/graphql'
import { Section } from '@/shared/components/page'
import { Status } from '@/shared/components/status'
import { Age } from '@/shared/components/time'
import styles from './overview-page.module.css'

/** The states of which it is said how many assets are in them. */
const TOLD: AssetState[] = ['FAILED', 'RUNNING', 'STALE', 'MISSING']

/** Assets that failed, whose checks do not pass, or that are older than what they are made from. */
export function AssetHealth({ health }: { health: AssetHealthPartsFragment }): ReactElement | null {
  const numberOf = (state: AssetState) =>
    health.states.find((each) => each.state === state)?.number ?? 0
  const all = health.states.reduce((sum, each) => sum + each.number, 0)
  if (all === 0) return null
  const told = TOLD.filter((state) => numberOf(state) > 0)
  const { failed, failedChecks, stale, areAllChecks } = health
  const isWell = failed.length === 0 && failedChecks.length === 0 && stale.length === 0
  return (
    <Section title="Assets" aside={<Link to="/assets">{all.toLocaleString('en')} assets</Link>}>
      {isWell && <p className={styles['none']}>None failed, and none is stale.</p>}
      {told.length > 0 && (
        <ul className={styles['states']} aria-label="Assets by state">
          {told.map((state) => (
            <li key={state}>
              <Status status={state} /> {numberOf(state).toLocaleString('en')}
            </li>
          ))}
        </ul>
      )}
      <Named title="Failed" more={numberOf('FAILED') - failed.length}>
        {failed.map((each) => (
          <li key={each.asset}>
            <Key asset={each.asset} partition={each.partition} />
            {each.reason !== '' && (
              <p className={styles['trouble']} title={each.reason}>
                {each.reason}
              </p>
            )}
            <p className={styles['none']}>
              <Link to="/runs/$runId" params={{ runId: each.run }} search={{ step: each.step }}>
                failed
              </Link>{' '}
              {each.time !== null && <Age at={each.time} />}
            </p>
          </li>
        ))}
      </Named>
      <Named title="Checks that do not pass" more={areAllChecks ? 0 : undefined}>
        {failedChecks.map(({ asset, fact }) => (
          <li key={`${asset} ${fact.check}`}>
            <Key asset={asset} partition={fact.partition} tab="checks" />
            <p className={styles['trouble']} title={fact.text}>
              {fact.text}
            </p>
            <p className={styles['none']}>
              <Age at={fact.time} />
            </p>
          </li>
        ))}
      </Named>
      <Named title="Older than what they are made from" more={numberOf('STALE') - stale.length}>
        {stale.map((asset) => (
          <li key={asset}>
            <Key asset={asset} partition={null} />
          </li>
        ))}
      </Named>
    </Section>
  )
}

interface KeyProps {
  asset: string
  partition: string | null
  tab?: 'checks'
}

function Key({ asset, partition, tab }: KeyProps): ReactElement {
  return (
    <span className={styles['key']}>
      <Link to="/asset/$" params={{ _splat: asset }} search={tab ? { tab } : {}} title={asset}>
        {asset}
      </Link>
      {partition !== null && <span className={styles['none']}> {partition}</span>}
    </span>
  )
}

/** @param more how many are not named; not known when it is left out */
function Named(props: {
  title: string
  more: number | undefined
  children: ReactElement[]
}): ReactNode {
  const { title, more, children } = props
  if (children.length === 0) return null
  return (
    <>
      <h3 className={styles['part']}>{title}</h3>
      <ul aria-label={title} className={styles['locations']}>
        {children}
      </ul>
      {more !== 0 && (
        <p className={styles['none']}>
          {more === undefined ? 'and more' : `and ${more.toLocaleString('en')} more`}
        </p>
      )}
    </>
  )
}
