// What the palette offers for a text. Pure.
export interface Place {
  kind: 'action' | 'page' | 'job' | 'asset' | 'run'
  text: string
  /** Told beside it, and searched too. */
  detail: string
  to: string
  /** What is done instead of going there. */
  perform?: () => void
}

const MOST_OF_A_KIND = 8

/** Each word must be in the text or the detail; what begins with it comes first. */
export function find(places: readonly Place[], text: string): Place[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const ranked = places
    .map((place, order) => ({ place, order, rank: rankOf(place, words) }))
    .filter((it) => it.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
  const seen = new Set<string>()
  const counts = new Map<Place['kind'], number>()
  return (
    ranked
      .map((it) => it.place)
      // What was opened lately is also among all that there is.
      .filter((place) => !seen.has(keyOf(place)) && seen.add(keyOf(place)))
      .filter((place) => {
        const count = (counts.get(place.kind) ?? 0) + 1
        counts.set(place.kind, count)
        return count <= MOST_OF_A_KIND
      })
  )
}

export function keyOf({ kind, text, to }: Place): string {
  return kind === 'action' ? `${kind} ${text}` : `${kind} ${to}`
}

function rankOf(place: Place, words: string[]): number {
  const text = place.text.toLowerCase()
  const all = `${text} ${place.detail.toLowerCase()}`
  if (!words.every((word) => all.includes(word))) return -1
  const first = words[0]
  if (first === undefined) return 0
  if (text.startsWith(first)) return 0
  return text.includes(first) ? 1 : 2
}

const WHOLE_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isRunId(text: string): boolean {
  return WHOLE_ID.test(text.trim())
}

/** What may be the beginning of a run's id, which the server looks for among all runs. */
export function idPrefixOf(text: string): string | undefined {
  const typed = text.trim().toLowerCase()
  return /^[0-9a-f][0-9a-f-]{3,35}$/.test(typed) ? typed : undefined
}
