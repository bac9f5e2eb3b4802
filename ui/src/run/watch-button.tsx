import { Button } from '@mantine/core'
import { useSyncExternalStore, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { askToNotify, watches } from './notify'
import type { Watched } from './watches'

/** Wants to hear of the end of a run, also from another page or another tab. */
export function WatchButton({ run }: { run: Watched }): ReactElement {
  const isWatched = useSyncExternalStore(watches.subscribe, () => watches.has(run.id))
  return (
    <Button
      variant="default"
      aria-pressed={isWatched}
      leftSection={<Icon name={isWatched ? 'check' : 'bell'} size={13} />}
      title="Tells you when the run has ended, for as long as a page of Dagwerk is open"
      onClick={() => {
        if (isWatched) {
          watches.remove(run.id)
          return
        }
        watches.add({ id: run.id, root: run.root, job: run.job })
        void askToNotify()
      }}
    >
      {isWatched ? 'Watched' : 'Watch'}
    </Button>
  )
}
