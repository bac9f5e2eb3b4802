import { useState, type ReactElement } from 'react'
import { Button } from '@mantine/core'
import type { LocationsQuery } from '@/shared/api/generated/graphql'
import styles from './settings-table.module.css'

type Setting = LocationsQuery['server']['settings'][number]

const DEFAULT = 'default'

/** With what the server was started: what was written first, and what was left out when it is asked for. */
export function SettingsTable({ settings }: { settings: Setting[] }): ReactElement | null {
  const [areAll, setAll] = useState(false)
  if (settings.length === 0) return null
  const written = settings.filter((it) => it.origin !== DEFAULT)
  const defaults = settings.length - written.length
  const shown = areAll ? settings : written
  return (
    <section className={styles['settings']} aria-labelledby="settings">
      <header>
        <h2 id="settings">Settings as loaded</h2>
        {defaults > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            aria-pressed={areAll}
            onClick={() => {
              setAll(!areAll)
            }}
          >
            {areAll
              ? 'Hide defaults'
              : `Show ${defaults} ${defaults === 1 ? 'default' : 'defaults'}`}
          </Button>
        )}
      </header>
      <p>
        As of the start of the server. Locations are read again with{' '}
        <em>Read the settings again</em>; all else needs a restart.
      </p>
      {shown.length === 0 ? (
        <p>All are as by default.</p>
      ) : (
        <table aria-labelledby="settings">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((setting) => (
              <tr key={setting.path} data-default={setting.origin === DEFAULT || undefined}>
                <th scope="row">
                  <code>{setting.path}</code>
                </th>
                <td>
                  <code>{setting.value}</code>
                </td>
                <td>{setting.origin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
