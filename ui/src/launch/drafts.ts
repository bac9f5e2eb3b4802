// Launches that were begun and kept in this browser, by job. Pure but for the store that is given.
import type { LaunchSearch } from './search'

export interface SavedDraft {
  name: string
  search: LaunchSearch
}

/** Where they are kept; a browser may refuse even to name it. */
type Store = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const PREFIX = 'dagwerk.drafts.'
export const MOST_DRAFTS = 20

export function draftKey(location: string | undefined, job: string): string {
  return `${PREFIX}${location ?? ''}/${job}`
}

export function readDrafts(store: Store, key: string): SavedDraft[] {
  try {
    const read: unknown = JSON.parse(store().getItem(key) ?? '[]')
    return Array.isArray(read) ? read.filter(isDraft) : []
  } catch {
    // What another version or another program wrote there is no draft.
    return []
  }
}

function isDraft(value: unknown): value is SavedDraft {
  const draft = value as Partial<SavedDraft> | null
  return (
    typeof draft?.name === 'string' && typeof draft.search === 'object' && Boolean(draft.search)
  )
}

/** The newest first; one of the same name is replaced. Undefined where there is no room. */
export function withDraft(
  drafts: readonly SavedDraft[],
  draft: SavedDraft,
): SavedDraft[] | undefined {
  const others = drafts.filter((it) => it.name !== draft.name)
  return others.length < MOST_DRAFTS ? [draft, ...others] : undefined
}

/** @returns whether they were kept */
export function writeDrafts(store: Store, key: string, drafts: readonly SavedDraft[]): boolean {
  try {
    if (drafts.length === 0) store().removeItem(key)
    else store().setItem(key, JSON.stringify(drafts))
    return true
  } catch {
    return false
  }
}
