import type { ReactElement } from 'react'
import type { HookEnd } from '../api/generated/graphql'
import { Chip } from './tags'

const WHEN: Record<HookEnd, string> = {
  SUCCESS: 'after a success',
  FAILURE: 'after a failure',
  RETRY: 'before a retry',
}

/** What is called when a step has ended, and after which end. */
export function Hooks({
  hooks,
}: {
  hooks: readonly { name: string; end: HookEnd }[]
}): ReactElement {
  return (
    <>
      {hooks.map((hook) => (
        <Chip key={`${hook.name} ${hook.end}`}>{`${hook.name} ${WHEN[hook.end]}`}</Chip>
      ))}
    </>
  )
}
