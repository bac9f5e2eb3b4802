import { Button, Group, Popover, Stack, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { useTimeStyle } from '@/shared/settings/use-time-style'
import { shortTime, type TimeStyle } from '@/shared/time/format'
import { instantOf, localOf } from '@/shared/time/local'
import { WINDOWS, type Window } from '@/shared/time/window'
import { without } from '@/shared/without'
import styles from './runs-filters.module.css'
import type { RunsSearch } from './runs-search'

const TEXTS: Record<Window, string> = {
  '1h': 'Last hour',
  '6h': 'Last 6 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
}

interface Props {
  search: RunsSearch
  onChange: (next: RunsSearch) => void
}

/** When runs were created: counted from now, or from and to times of one's own. */
export function TimeFilter({ search, onChange }: Props): ReactElement {
  const style = useTimeStyle()
  const [isOpen, setOpen] = useState(false)
  const rest = without(search, 'since', 'from', 'to')
  const take = (next: RunsSearch) => {
    setOpen(false)
    onChange(next)
  }
  const isOn = search.since !== undefined || search.from !== undefined || search.to !== undefined
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant={isOn ? 'light' : 'default'}
          aria-label={`When it was created: ${timeText(search, style)}`}
          rightSection={<Icon name="down" size={12} />}
          onClick={() => {
            setOpen(!isOpen)
          }}
        >
          {timeText(search, style)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles['times']} role="group" aria-label="When it was created">
          <Choice text="Any time" isOn={!isOn} onChoose={() => take(rest)} />
          {WINDOWS.map((since) => (
            <Choice
              key={since}
              text={TEXTS[since]}
              isOn={search.since === since}
              onChoose={() => take({ ...rest, since })}
            />
          ))}
        </div>
        <OwnTime
          key={`${search.from ?? ''} ${search.to ?? ''}`}
          search={search}
          style={style}
          onTake={(times) => take({ ...rest, ...times })}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function Choice(props: { text: string; isOn: boolean; onChoose: () => void }): ReactElement {
  return (
    <button type="button" aria-pressed={props.isOn} onClick={props.onChoose}>
      {props.text}
    </button>
  )
}

function OwnTime(props: {
  search: RunsSearch
  style: TimeStyle
  onTake: (times: Pick<RunsSearch, 'from' | 'to'>) => void
}): ReactElement {
  const { search, style } = props
  const [from, setFrom] = useState(search.from ? localOf(search.from, style) : '')
  const [to, setTo] = useState(search.to ? localOf(search.to, style) : '')
  // A box has minutes alone: as long as nobody writes in it, its instant is the one that was given.
  const given = (key: 'from' | 'to', local: string) =>
    search[key] && localOf(search[key], style) === local
      ? { [key]: search[key] }
      : readAs(key, local, style)
  const times: Pick<RunsSearch, 'from' | 'to'> = { ...given('from', from), ...given('to', to) }
  const isTurned = times.from !== undefined && times.to !== undefined && times.from >= times.to
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isTurned) props.onTake(times)
      }}
    >
      <Stack gap="xs" mt="xs">
        <TextInput
          type="datetime-local"
          label="From"
          value={from}
          onChange={(event) => {
            setFrom(event.currentTarget.value)
          }}
        />
        <TextInput
          type="datetime-local"
          label="Before"
          error={isTurned ? 'This is not after the beginning' : undefined}
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value)
          }}
        />
        <Group justify="space-between" gap="xs">
          <span className={styles['zone']}>
            {style.zone === 'browser' ? 'in your zone' : style.zone}
          </span>
          <Button type="submit" disabled={isTurned || (from === '' && to === '')}>
            Show these
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function readAs<K extends 'from' | 'to'>(
  key: K,
  local: string,
  style: TimeStyle,
): Partial<Record<K, string>> {
  const instant = instantOf(local, style)
  return instant === undefined ? {} : ({ [key]: instant } as Partial<Record<K, string>>)
}

function timeText({ since, from, to }: RunsSearch, style: TimeStyle): string {
  const at = (instant: string) => shortTime(instant, style, Date.now())
  if (since) return TEXTS[since]
  if (from && to) return `${at(from)} – ${at(to)}`
  if (from) return `Since ${at(from)}`
  return to ? `Before ${at(to)}` : 'Any time'
}
