import { useEffect, useState } from 'react'

export type Config =
  { state: 'ready'; value: unknown } | { state: 'reading' } | { state: 'wrong'; problems: string[] }

/** What was typed as a config, in YAML or JSON, when its reader is loaded. Undefined when nothing was. */
export function useConfig(text: string): Config {
  const [slow, setSlow] = useState<{ text: string; config: Config }>()
  const isBlank = text.trim() === ''
  useEffect(() => {
    if (isBlank) return
    let isLatest = true
    void import('@/config/document').then(({ read }) => {
      const { value, problems } = read(text)
      const config: Config =
        problems.length > 0
          ? {
              state: 'wrong',
              problems: problems.map((it) => `line ${lineAt(text, it.from)}: ${it.message}`),
            }
          : checked(value)
      if (isLatest) setSlow({ text, config })
    })
    return () => {
      isLatest = false
    }
  }, [text, isBlank])
  if (isBlank) return { state: 'ready', value: undefined }
  return slow?.text === text ? slow.config : { state: 'reading' }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function checked(value: unknown): Config {
  // Of comments alone there is nothing.
  if (value === null) return { state: 'ready', value: undefined }
  if (typeof value === 'object' && !Array.isArray(value)) return { state: 'ready', value }
  return { state: 'wrong', problems: ['The config is to be a map, such as ops: {}.'] }
}
