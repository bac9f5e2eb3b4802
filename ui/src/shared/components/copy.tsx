import { ActionIcon, Tooltip } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import type { ReactElement } from 'react'
import { Icon } from './icon'

/** Copies a text; `what` says which: "run id". */
export function Copy({ text, what }: { text: string; what: string }): ReactElement {
  const clipboard = useClipboard({ timeout: 1500 })
  const label = clipboard.copied ? 'Copied' : `Copy ${what}`
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={22}
        aria-label={label}
        onClick={() => {
          clipboard.copy(text)
        }}
      >
        <Icon name={clipboard.copied ? 'check' : 'copy'} size={13} />
      </ActionIcon>
    </Tooltip>
  )
}

/** The first figures of an id, which can be copied whole. */
export function Id({ id, what }: { id: string; what: string }): ReactElement {
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 2 }}>
      <code title={id}>{shortId(id)}</code>
      <Copy text={id} what={what} />
    </span>
  )
}

/** Ids begin with their time, so that it is the end that differs. */
export function shortId(id: string): string {
  return id.slice(-8)
}
