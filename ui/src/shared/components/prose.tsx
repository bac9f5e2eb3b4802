import type { ReactElement } from 'react'

/** A text of the API, with what stands in backticks as code. */
export function Prose({ text }: { text: string }): ReactElement {
  return (
    <>
      {text
        .split('`')
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  )
}
