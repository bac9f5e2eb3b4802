import { Menu } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import type { RerunPart } from '@/shared/api/generated/graphql'
import { ActButton } from '@/shared/components/act-button'
import { Icon } from '@/shared/components/icon'
import { ButtonLink } from '@/shared/components/link'
import { canCancel, hasEnded } from '@/shared/run/outcome'
import { CancelDialog } from './cancel-dialog'
import { OpenInLaunch } from './open-in-launch'
import { RerunDialog } from './rerun-dialog'
import type { RunData, RunModel } from './run-model'
import { WatchButton } from './watch-button'

interface Props {
  run: RunData
  model: RunModel
  selected: string | undefined
}

export function RunActions({ run, selected }: Props): ReactElement {
  const [part, setPart] = useState<RerunPart>()
  const [isCancel, setCancel] = useState(false)
  const isFailed = run.status === 'FAILED' || run.status === 'CANCELED'
  const items: { part: RerunPart; text: string; isOff?: boolean }[] = [
    { part: 'ALL', text: 'All steps' },
    { part: 'FROM_FAILURE', text: 'From failure', isOff: !isFailed },
    { part: 'SELECTED', text: 'Selected steps' },
    { part: 'SELECTED_AND_DOWNSTREAM', text: 'Selected steps and what comes after' },
  ]
  return (
    <>
      {!hasEnded(run.status) && <WatchButton run={run} />}
      {canCancel(run.status) && (
        <ActButton
          variant="default"
          data-action={`Cancel run of ${run.job}`}
          leftSection={<Icon name="stop" size={13} />}
          onClick={() => {
            setCancel(true)
          }}
        >
          Cancel
        </ActButton>
      )}
      <ButtonLink to="/compare" search={{ right: run.id }} variant="default">
        Compare with last good
      </ButtonLink>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActButton
            leftSection={<Icon name="rerun" size={13} />}
            rightSection={<Icon name="down" size={12} />}
          >
            Re-run
          </ActButton>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map((item) => (
            <Menu.Item
              key={item.part}
              disabled={item.isOff ?? !hasEnded(run.status)}
              title={hasEnded(run.status) ? undefined : 'When the run has ended'}
              onClick={() => {
                setPart(item.part)
              }}
            >
              {item.text}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <OpenInLaunch run={run} />
        </Menu.Dropdown>
      </Menu>
      {part && (
        <RerunDialog
          run={run}
          part={part}
          selection={selected}
          onClose={() => {
            setPart(undefined)
          }}
        />
      )}
      {isCancel && (
        <CancelDialog
          run={run}
          onClose={() => {
            setCancel(false)
          }}
        />
      )}
    </>
  )
}
