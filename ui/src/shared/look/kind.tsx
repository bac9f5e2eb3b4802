import type { ReactElement } from 'react'
import { Icon, type IconName } from '../components/icon'
import type { KindIcon } from '../api/generated/graphql'
import styles from './kind.module.css'
import { useLook } from './use-look'

const ICONS: Record<KindIcon, IconName> = {
  BOLT: 'bolt',
  CHART: 'chart',
  CLOUD: 'cloud',
  CODE: 'code',
  DATABASE: 'database',
  FILE: 'file',
  MAIL: 'mail',
  TABLE: 'table',
}

/** A kind of asset or op, with the drawing and the colour that the settings give it. */
export function Kind({ name, className }: { name: string; className?: string }): ReactElement {
  const look = useLook()?.kinds.find((it) => it.kind === name)
  return (
    <span
      className={`${styles['kind'] ?? ''} ${className ?? styles['chip'] ?? ''}`}
      data-color={look?.color ?? undefined}
      data-icon={look?.icon ?? undefined}
    >
      {look?.icon && <Icon name={ICONS[look.icon]} size={11} />}
      {name}
    </span>
  )
}
