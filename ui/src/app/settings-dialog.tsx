import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import { Time } from '@/shared/components/time'
import { changeSettings, resetSettings, useSettings } from '@/shared/settings/store'

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
const opened = new Date().toISOString()

export function SettingsDialog(props: { opened: boolean; onClose: () => void }): ReactElement {
  const settings = useSettings()
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <Modal {...props} title="Settings" size="sm">
      <Stack gap="md">
        <Setting text="Theme">
          <SegmentedControl
            fullWidth
            aria-label="Theme"
            value={settings.theme}
            onChange={(theme) => {
              changeSettings({ theme })
            }}
            data={[
              { value: 'auto', label: 'As the system' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </Setting>
        <Select
          label="Time zone"
          searchable
          allowDeselect={false}
          value={settings.zone}
          onChange={(zone) => {
            if (zone) changeSettings({ zone })
          }}
          data={[{ value: 'browser', label: `As the browser (${here})` }, ...ZONES]}
        />
        <Setting text="Clock">
          <SegmentedControl
            fullWidth
            aria-label="Clock"
            value={settings.hours}
            onChange={(hours) => {
              changeSettings({ hours })
            }}
            data={[
              { value: '24', label: '24 hours' },
              { value: '12', label: '12 hours' },
            ]}
          />
        </Setting>
        <Group justify="space-between">
          <Text size="xs" c="dimmed">
            Times look like <Time at={opened} />. Kept in this browser.
          </Text>
          <Button variant="default" onClick={resetSettings}>
            Reset
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Setting({ text, children }: { text: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <Text size="xs" fw={500} mb={4}>
        {text}
      </Text>
      {children}
    </div>
  )
}
