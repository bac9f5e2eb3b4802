import { Modal, SegmentedControl, Stack } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { LaunchInput } from '../api/generated/graphql'
import { FAILED_TEXTS, type Again } from './again'
import { LaunchOne } from './launch-one'
import { LaunchSeveral } from './launch-several'
import type { What } from './matrix'

export interface LaunchDialogProps {
  title: string
  what: What
  /** Of all that was chosen. */
  input: LaunchInput
  cells: number
  /** Of what failed of it; none where that makes no difference. */
  failed: Again[]
  onClose: () => void
}

/** Shows what making chosen cells again comes to, before it is done. */
export function LaunchDialog(props: LaunchDialogProps): ReactElement {
  const { title, what, input, cells, failed, onClose } = props
  const [part, setPart] = useState<'all' | 'failed'>('all')
  const [isBusy, setBusy] = useState(false)
  // What becomes of it is to be seen.
  const close = () => {
    if (!isBusy) onClose()
  }
  const count = failed.reduce((sum, it) => sum + it.cells, 0)
  return (
    <Modal opened onClose={close} title={title} size="lg">
      <Stack gap="md">
        {failed.length > 0 && (
          <SegmentedControl
            aria-label="What to run again"
            value={part}
            disabled={isBusy}
            data={[
              { value: 'all', label: `All ${cells.toLocaleString('en')}` },
              { value: 'failed', label: `${FAILED_TEXTS[what]} (${count.toLocaleString('en')})` },
            ]}
            onChange={setPart}
          />
        )}
        {part === 'all' ? (
          <LaunchOne input={input} onBusy={setBusy} onClose={onClose} />
        ) : (
          <LaunchSeveral
            what={what}
            job={input.job}
            runs={failed}
            onBusy={setBusy}
            onClose={onClose}
          />
        )}
      </Stack>
    </Modal>
  )
}
