import { Button, Popover, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { PartitionsDocument } from '@/shared/api/generated/graphql'
import styles from './launch-form.module.css'

interface Props {
  job: string
  location: string | undefined
  select: string | undefined
  value: string
  onChange: (text: string) => void
}

/** The text of partitions, and a list to choose from: a click takes one, a second one a range up to it. */
export function PartitionPicker({ job, location, select, value, onChange }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const [containing, setContaining] = useState('')
  const [typed] = useDebouncedValue(containing.trim(), 200)
  const [settled] = useDebouncedValue(select, 400)
  const target = JSON.stringify([location, job, settled])
  const query = useQuery({
    queryKey: ['partitions', target, typed],
    queryFn: ({ signal }) => {
      const variables = {
        location: location ?? null,
        job: job === 'assets' ? null : job,
        select: settled ?? null,
        containing: typed,
      }
      return request(PartitionsDocument, variables, signal)
    },
    enabled: job !== 'assets' || settled !== undefined,
    // Of another job or asset nothing is shown.
    placeholderData: (before, query) => (query?.queryKey[1] === target ? before : undefined),
    retry: false,
  })
  const choice = query.data?.partitions
  const text = choice
    ? `${choice.count.toLocaleString('en')}: ${choice.text}`
    : 'Such as 2001-01-31, or 2001-01-01...2001-01-07'
  return (
    <div className={styles['partitions']}>
      <TextInput
        label="Partitions"
        description={query.data && !choice ? 'What is to run has no partitions' : text}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choice && (
        <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={260}>
          <Popover.Target>
            <Button variant="default" onClick={() => setOpen(!isOpen)}>
              Choose
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <TextInput
              aria-label="Find partitions"
              placeholder="Find, such as 2001-01"
              value={containing}
              onChange={(event) => setContaining(event.currentTarget.value)}
            />
            <ul className={styles['keys']} aria-label="Partitions, newest first">
              {choice.newest.map((key) => (
                <li key={key}>
                  <button
                    type="button"
                    aria-pressed={value === key}
                    onClick={(event) => onChange(event.shiftKey ? rangeTo(value, key) : key)}
                  >
                    {key}
                  </button>
                </li>
              ))}
              {choice.newest.length === 0 && <li>None has this in its key</li>}
            </ul>
            <p className={styles['hint']}>With Shift, the range up to it</p>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  )
}

/** Keys of time sort as texts; a range that was begun is gone on with. */
export function rangeTo(value: string, key: string): string {
  const [first = '', last = first] = value.split('...')
  if (first === '' || value.includes(',')) return key
  const [from, to] = key < first ? [key, last] : [first, key]
  return from === to ? key : `${from}...${to}`
}
