import { Modal, SegmentedControl, Stack } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { LaunchInput } from '../api/generated/graphql'
import { FAILED_TEXTS, type Again } from './again'
import { LaunchOne } from './launch-one'
import { LaunchSeveral } from './launch-several'
import type { What } from './matrix'
import type { MadeRuns } from './use-several'

export interface LaunchDialogProps {
  title: string
  what: What
  /** Of all that was chosen. */
  input: LaunchInput
  cells: number
  /** Of what failed of it; none where that makes no difference. */
  failed: Again[]
  /** Some runs may have been started, as the cells do not show yet. */
  onStarted: () => void
  onClose: () => void
}

/** Shows what making chosen cells again comes to, before it is done. */
export function LaunchDialog(props: LaunchDialogProps): ReactElement {
  const { title, what, input, cells, failed, onStarted, onClose } = props
  const [part, setPart] = useState<'all' | 'failed'>('all')
  const [isBusy, setBusy] = useState(false)
  // As long as the dialog lives, so that nothing is made twice by it.
  const [made, setMade] = useState<MadeRuns>(new Map())
  const isStarted = [...made.values()].some((it) => it.type === 'started')
  const close = () => {
    if (isStarted) onStarted()
    onClose()
  }
  const count = failed.reduce((sum, it) => sum + it.cells, 0)
  return (
    <Modal
      opened
      // What becomes of it is to be seen.
      onClose={() => {
        if (!isBusy) close()
      }}
      title={title}
      size="lg"
    >
      <Stack gap="md">
        {failed.length > 0 && (
          <SegmentedControl
            aria-label="What to run again"
            value={part}
            // All would make again what was started of it.
            disabled={isBusy || isStarted}
            data={[
              { value: 'all', label: `All ${cells.toLocaleString('en')}` },
              { value: 'failed', label: `${FAILED_TEXTS[what]} (${count.toLocaleString('en')})` },
            ]}
            onChange={setPart}
          />
        )}
        {part === 'all' ? (
          <LaunchOne input={input} onBusy={setBusy} onClose={close} />
        ) : (
          <LaunchSeveral
            what={what}
            job={input.job}
            runs={failed}
            made={made}
            onMade={setMade}
            onBusy={setBusy}
            onClose={close}
          />
        )}
      </Stack>
    </Modal>
  )
}
