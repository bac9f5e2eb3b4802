import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { CancelRunDocument } from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { ActButton } from '@/shared/components/act-button'
import { Problems } from '@/shared/components/notice'
import { toast } from '@/shared/components/toast'
import type { RunData } from './run-model'

export function CancelDialog(props: { run: RunData; onClose: () => void }): ReactElement {
  const [reason, setReason] = useState('')
  const cancel = useMutation({
    mutationFn: () => request(CancelRunDocument, { run: props.run.id, reason }),
    onSuccess: (data) => {
      if (isRefused(data.cancel)) return
      toast('The run was asked to stop')
      props.onClose()
    },
  })
  const close = () => {
    if (!cancel.isPending) props.onClose()
  }
  const refused = cancel.data && isRefused(cancel.data.cancel) ? cancel.data.cancel : undefined
  return (
    <Modal opened onClose={close} title={`Cancel this run of ${props.run.job}?`}>
      <Stack gap="md">
        <Text size="sm">
          Its steps are interrupted; what does not heed that is killed. What has succeeded stays.
        </Text>
        <TextInput
          label="Reason"
          description="Shown with the run; may be left out."
          value={reason}
          data-autofocus
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        {refused && <Problems title="It cannot be canceled" problems={refused.problems} />}
        {cancel.error && <Problems title="It was not canceled" problems={[cancel.error.message]} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" disabled={cancel.isPending} onClick={close}>
            Let it run
          </Button>
          <ActButton
            color="red"
            loading={cancel.isPending}
            onClick={() => {
              cancel.mutate()
            }}
          >
            Cancel the run
          </ActButton>
        </Group>
      </Stack>
    </Modal>
  )
}
