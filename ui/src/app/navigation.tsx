import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { Icon, type IconName } from '@/shared/components/icon'
import { useHealth } from '@/shared/location/use-health'
import { useReadOnly } from '@/shared/location/use-read-only'
import { Mark } from './mark'
import styles from './navigation.module.css'

// Automation takes its place after Assets when it has pages.
const PAGES = [
  { to: '/overview', text: 'Overview', icon: 'overview' },
  { to: '/runs', text: 'Runs', icon: 'runs' },
  { to: '/jobs', text: 'Jobs', icon: 'jobs' },
  { to: '/assets', text: 'Assets', icon: 'assets' },
  { to: '/lineage', text: 'Lineage', icon: 'lineage' },
  { to: '/deployment', text: 'Deployment', icon: 'deployment' },
] as const

interface Props {
  onSearch: () => void
  onKeys: () => void
  onSettings: () => void
}

export function Brand(): ReactElement {
  return (
    <Link to="/overview" className={styles['brand']}>
      <Mark />
      Dagwerk
    </Link>
  )
}

export function Navigation({ onSearch, onKeys, onSettings }: Props): ReactElement {
  return (
    <div className={styles['navigation']}>
      <button type="button" className={styles['search']} onClick={onSearch}>
        <Icon name="search" size={14} />
        Search
        <kbd>/</kbd>
      </button>
      <nav aria-label="Pages">
        <ul>
          {PAGES.map((page) => (
            <li key={page.to}>
              <Link to={page.to} className={styles['item']} activeProps={{ 'data-active': true }}>
                <Icon name={page.icon} />
                {page.text}
                {page.to === '/deployment' && <LocationHealth />}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles['foot']}>
        <ReadOnly />
        <Item icon="settings" text="Settings" onClick={onSettings} />
        <Item icon="keys" text="Keyboard" onClick={onKeys} />
      </div>
    </div>
  )
}

function Item(props: { icon: IconName; text: string; onClick: () => void }): ReactElement {
  return (
    <button type="button" className={styles['item']} onClick={props.onClick}>
      <Icon name={props.icon} />
      {props.text}
    </button>
  )
}

/** That nothing can be changed here, where it cannot. */
function ReadOnly(): ReactElement | null {
  const reason = useReadOnly()
  if (reason === undefined) return null
  return (
    <p className={styles['mode']} title={reason}>
      <Icon name="lock" size={13} />
      read-only
      <span className="sr-only">. {reason}</span>
    </p>
  )
}

/** How many locations have trouble; nothing where all is well. */
function LocationHealth(): ReactElement | null {
  const health = useHealth()
  const bad = health.data?.locations.filter((it) => it.state === 'DOWN' || it.trouble.length > 0)
  if (!bad || bad.length === 0) return null
  const title = `In trouble: ${bad.map((it) => it.name).join(', ')}`
  return (
    <span className={styles['badge']} title={title}>
      {bad.length}
      <span className="sr-only"> in trouble</span>
    </span>
  )
}
