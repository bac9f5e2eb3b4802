import { Switch } from '@mantine/core'
import type { ReactElement } from 'react'

/** How a plot is shown, as the address of its page says. */
export interface Shown {
  log?: boolean
  table?: boolean
}

interface Props {
  shown: Shown
  onChange: (key: keyof Shown, isOn: boolean) => void
}

export function PlotSwitches({ shown, onChange }: Props): ReactElement {
  return (
    <>
      <Switch
        label="Log scale"
        checked={shown.log === true}
        onChange={(event) => onChange('log', event.currentTarget.checked)}
      />
      <Switch
        label="Table"
        checked={shown.table === true}
        onChange={(event) => onChange('table', event.currentTarget.checked)}
      />
    </>
  )
}
