import type { ReactElement } from 'react'
import { isUnanswered } from '../api/intents'
import { Notice, Problems } from './notice'

/** Why a run was not started, or that nobody knows. */
export function StartTrouble({ error, title }: { error: Error; title: string }): ReactElement {
  if (!isUnanswered(error)) return <Problems title={title} problems={[error.message]} />
  return (
    <Notice tone="bad" title="No answer came">
      {error.message} The run may have been started all the same. Try it again: that finds the run
      if it is there, and starts no second one.
    </Notice>
  )
}
