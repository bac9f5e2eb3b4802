import { useEffect, useRef, useState } from 'react'
import type { Filled } from '@/config/fill'
import type { Json, Schema } from '@/config/schema'

export interface ConfigTools {
  fillIn: (schema: Schema) => Promise<void>
  takeAway: (schema: Schema) => Promise<void>
  take: (complete: unknown) => Promise<void>
  copyPreset: (preset: unknown) => Promise<void>
  /** Why nothing was changed of the text that stands there. */
  trouble: string | undefined
  /** What a preset would take the place of waits for an answer. */
  asked: { overwrite: () => void; keep: () => void } | undefined
}

interface Text {
  value: string
  onChange: (text: string) => void
}

/** What changes the text of a config without typing. Their code is loaded when they are used. */
export function useConfigTools({ value, onChange }: Text): ConfigTools {
  const [trouble, setTrouble] = useState<{ of: string; text: string }>()
  const [asked, setAsked] = useState<{ of: string; next: string }>()
  // While what is needed is loaded, the text goes on.
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  const put = (made: Filled) => {
    if ('text' in made) onChange(made.text)
    else setTrouble({ of: latest.current, text: made.problem })
  }
  const asText = async (document: unknown) => {
    const [{ read, written }, { unmasked }] = await Promise.all([
      import('@/config/document'),
      import('@/config/fill'),
    ])
    const text = latest.current
    return { text, next: written(unmasked(document as Json, read(text).value), text) }
  }
  return {
    fillIn: async (schema) => put((await import('@/config/fill')).filledIn(schema, latest.current)),
    takeAway: async (schema) =>
      put((await import('@/config/fill')).withoutUnknown(schema, latest.current)),
    take: async (complete) => onChange((await asText(complete)).next),
    copyPreset: async (preset) => {
      const { text, next } = await asText(preset)
      if (text.trim() === '') onChange(next)
      else if (next !== text) setAsked({ of: text, next })
    },
    trouble: trouble?.of === value ? trouble.text : undefined,
    asked:
      asked?.of === value
        ? {
            overwrite: () => {
              setAsked(undefined)
              onChange(asked.next)
            },
            keep: () => setAsked(undefined),
          }
        : undefined,
  }
}
