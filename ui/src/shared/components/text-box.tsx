import { TextInput, type TextInputProps } from '@mantine/core'
import type { ReactElement } from 'react'
import { useWritten } from './use-written'

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'> {
  value: string
  /** Called after a pause, with Enter, and when the box is left. */
  onWrite: (text: string) => void
}

/** A text box whose text is kept elsewhere, such as in the address. */
export function TextBox({ value, onWrite, onKeyDown, ...rest }: Props): ReactElement {
  const text = useWritten(value, String, onWrite)
  return (
    <TextInput
      {...rest}
      value={text.value}
      onChange={(event) => text.change(event.currentTarget.value)}
      onBlur={text.flush}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text.flush()) event.preventDefault()
        else onKeyDown?.(event)
      }}
    />
  )
}
