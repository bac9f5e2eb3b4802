import { Button, Popover, TextInput } from '@mantine/core'
import { useState, type ReactElement } from 'react'
import { Icon } from '@/shared/components/icon'
import { readDrafts, withDraft, writeDrafts, type SavedDraft } from './drafts'
import styles from './launch-form.module.css'
import type { LaunchSearch } from './search'

interface Props {
  storeKey: string
  search: LaunchSearch
  onOpen: (search: LaunchSearch) => void
}

/** Launches that were kept in this browser: a click fills the form with one. */
export function DraftBar({ storeKey, search, onOpen }: Props): ReactElement {
  const [drafts, setDrafts] = useState(() => readDrafts(localStorage, storeKey))
  const [isNaming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const keep = (next: SavedDraft[]) => {
    if (writeDrafts(localStorage, storeKey, next)) setDrafts(next)
  }
  const save = () => {
    if (name.trim() === '') return
    keep(withDraft(drafts, { name: name.trim(), search }))
    setName('')
    setNaming(false)
  }
  return (
    <div className={styles['drafts']} role="group" aria-label="Drafts kept in this browser">
      {drafts.map((draft) => (
        <span key={draft.name} className={styles['draft']}>
          <button type="button" onClick={() => onOpen(draft.search)}>
            {draft.name}
          </button>
          <button
            type="button"
            aria-label={`Forget draft ${draft.name}`}
            onClick={() => keep(drafts.filter((it) => it !== draft))}
          >
            <Icon name="close" size={11} />
          </button>
        </span>
      ))}
      <Popover opened={isNaming} onChange={setNaming} position="bottom-start" trapFocus>
        <Popover.Target>
          <Button variant="default" onClick={() => setNaming(!isNaming)}>
            Keep as draft
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            className={styles['naming']}
            onSubmit={(event) => {
              event.preventDefault()
              save()
            }}
          >
            <TextInput
              label="Name of the draft"
              description="Kept in this browser; send the address to share it"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" disabled={name.trim() === ''}>
              Keep
            </Button>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
