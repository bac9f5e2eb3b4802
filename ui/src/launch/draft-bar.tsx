import { Button, Popover, TextInput } from '@mantine/core'
import { useEffect, useState, type ReactElement } from 'react'
import type { Schema } from '@/config/schema'
import { Icon } from '@/shared/components/icon'
import { MOST_DRAFTS, readDrafts, withDraft, writeDrafts, type SavedDraft } from './drafts'
import { Notice } from '@/shared/components/notice'
import styles from './launch-form.module.css'
import type { LaunchSearch } from './search'

interface Props {
  storeKey: string
  search: LaunchSearch
  /** Says which values of the config are secrets, which are not kept. */
  schema: Schema | undefined
  onOpen: (search: LaunchSearch) => void
}

const store = () => localStorage

/** Launches that were kept in this browser: a click fills the form with one. */
export function DraftBar({ storeKey, search, schema, onOpen }: Props): ReactElement {
  const [drafts, setDrafts] = useState(() => readDrafts(store, storeKey))
  const [isNaming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const [said, say] = useState<{ tone: 'bad' | 'info'; title: string; text: string }>()
  useEffect(() => {
    // Another tab keeps drafts too.
    const changed = (event: StorageEvent) => {
      if (event.key === storeKey || event.key === null) setDrafts(readDrafts(store, storeKey))
    }
    window.addEventListener('storage', changed)
    return () => {
      window.removeEventListener('storage', changed)
    }
  }, [storeKey])
  const refuse = (text: string) => {
    say({ tone: 'bad', title: 'The draft was not kept', text })
    return false
  }
  const keep = (change: (newest: SavedDraft[]) => SavedDraft[] | undefined) => {
    const next = change(readDrafts(store, storeKey))
    if (!next) return refuse(`There are ${MOST_DRAFTS} already. Forget one that is not needed.`)
    if (!writeDrafts(store, storeKey, next)) {
      return refuse('The browser refuses to keep it, or has no room left.')
    }
    setDrafts(next)
    say(undefined)
    return true
  }
  const save = async () => {
    const wanted = name.trim()
    if (wanted === '') return
    setNaming(false)
    const bare = schema && search.config ? await bared(schema, search.config) : undefined
    if (bare && 'problem' in bare) {
      refuse(`The config may hold secrets: ${bare.problem}.`)
      return
    }
    const kept = bare && bare.count > 0 ? { ...search, config: bare.text } : search
    if (!keep((newest) => withDraft(newest, { name: wanted, search: kept }))) return
    setName('')
    if (bare && bare.count > 0) {
      const text = 'The browser would keep them readable. Write them as {env: NAME}.'
      say({ tone: 'info', title: `Kept without ${bare.count} secret values`, text })
    }
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
            onClick={() => keep((newest) => newest.filter((it) => it.name !== draft.name))}
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
              void save()
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
      {said && (
        <Notice tone={said.tone} title={said.title}>
          {said.text}
        </Notice>
      )}
    </div>
  )
}

async function bared(schema: Schema, config: string) {
  const { withoutSecrets } = await import('@/config/fill')
  return withoutSecrets(schema, config)
}
