import { ActionIcon, Skeleton } from '@mantine/core'
import type { ReactElement } from 'react'
import { Copy } from '@/shared/components/copy'
import { Icon } from '@/shared/components/icon'
import { JsonView } from '@/shared/components/json-view'
import { useEscape } from '@/shared/components/use-escape'
import { fullUtc } from '@/shared/time/format'
import { ErrorView } from '../error-view'
import { asText, errorOf } from '../failure'
import { useEventJson } from '../use-event'
import type { LogEvent } from './event-look'
import { lineLink } from './line-place'
import styles from './log.module.css'

interface Props {
  run: string
  event: LogEvent
  onClose: () => void
}

/** All of the marked line. */
export function EventDetail({ run, event, onClose }: Props): ReactElement {
  useEscape(onClose)
  const json = useEventJson(run, event.position)
  const error = errorOf(json)
  const rest = withoutShown(json)
  return (
    <aside className={styles['detail']} aria-label={`Event ${event.position}`}>
      <div className={styles['detailHead']}>
        <strong>{event.kind}</strong>
        <Copy text={lineLink(location.href, event.position)} what="link to this line" />
        <ActionIcon aria-label="Close" onClick={onClose}>
          <Icon name="close" size={13} />
        </ActionIcon>
      </div>
      <p className={styles['faint']}>
        {fullUtc(event.time)}, event {event.position}
      </p>
      {event.step !== null && (
        <p>
          <code>{event.step}</code>
          <Copy text={event.step} what="step key" />
        </p>
      )}
      {error ? (
        <>
          <Copy text={asText(error)} what="error" />
          <ErrorView error={error} />
        </>
      ) : (
        <p className={styles['whole']}>
          {event.text} <Copy text={event.text} what="line" />
        </p>
      )}
      {json === undefined && <Skeleton height={60} />}
      {rest && <JsonView value={rest} what="event" />}
    </aside>
  )
}

const SHOWN = new Set(['kind', 'step', 'error'])

function withoutShown(json: unknown): object | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  const rest = Object.entries(json).filter(([key, value]) => !SHOWN.has(key) && value !== null)
  return rest.length > 0 ? Object.fromEntries(rest) : undefined
}
