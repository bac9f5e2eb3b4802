// The pages of the assets of a selection, and the parts in which a matrix shows a page. Pure.
import type { MatrixSearch } from '@/shared/matrix/matrix-search'
import { without } from '@/shared/without'
import { MOST_KEYS, PAGE, type Choice } from './choice'

type At = Pick<Choice, 'part' | 'parts' | 'fitting' | 'after' | 'keys' | 'others'>

/** What to look at next; nothing at the end. */
export function nextOf(search: MatrixSearch, { part, parts, after }: At): MatrixSearch | undefined {
  const rest = without(search, 'cells', 'part')
  if (part < parts) return { ...rest, part: part + 1 }
  return after === null ? undefined : { ...rest, after: [...(search.after ?? []), after] }
}

/** A page has no more parts than that. */
const LAST_PART = 99

/** What was looked at before; nothing at the beginning. */
export function previousOf(search: MatrixSearch, { part }: At): MatrixSearch | undefined {
  const rest = without(search, 'cells', 'part')
  if (part > 2) return { ...rest, part: part - 1 }
  if (part === 2) return rest
  const before = search.after?.slice(0, -1)
  if (before === undefined) return undefined
  const first = without(rest, 'after')
  return { ...first, ...(before.length > 0 ? { after: before } : {}), part: LAST_PART }
}

/** Where one is; nothing where all there is is shown. */
export function placeText(search: MatrixSearch, at: At): string | undefined {
  const { part, parts, fitting, after, keys, others } = at
  const gone = (search.after?.length ?? 0) * PAGE
  if (gone === 0 && parts === 1 && after === null) return undefined
  const read = fitting + others.length
  const more = after === null ? '' : ', and there are more'
  const text = `Assets ${number(gone + 1)}–${number(gone + read)} of the selection${more}`
  if (parts === 1) return `${text}: ${number(fitting)} with these partitions`
  const first = keys.length === 0 ? 0 : (part - 1) * MOST_KEYS + 1
  const last = (part - 1) * MOST_KEYS + keys.length
  return `${text}: ${first}–${last} of ${number(fitting)} with these partitions`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
