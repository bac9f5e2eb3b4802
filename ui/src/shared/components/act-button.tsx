import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef, ReactElement } from 'react'
import { useReadOnly } from '../location/use-read-only'

type Props = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>

/** A button for what changes something, or leads to it: disabled where the server changes nothing, and says why. */
export function ActButton(props: Props): ReactElement {
  const reason = useReadOnly()
  return reason === undefined ? (
    <Button {...props} />
  ) : (
    <Button {...props} disabled title={reason} />
  )
}
