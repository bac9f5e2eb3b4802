// What a viewer chose, kept in the browser.
import { useSyncExternalStore } from 'react'

export interface Settings {
  /** `browser`, `UTC` or an IANA name. */
  zone: string
  hours: '24' | '12'
  theme: 'auto' | 'light' | 'dark'
}

export const DEFAULTS: Settings = { zone: 'browser', hours: '24', theme: 'auto' }

const KEY = 'dagwerk.settings'
const listeners = new Set<() => void>()
let current = load()

/** What is kept may be of another version, or of someone's hand. */
export function parseSettings(text: string | null): Settings {
  try {
    const kept = JSON.parse(text ?? '{}') as Partial<Record<keyof Settings, unknown>>
    const zone = typeof kept.zone === 'string' && isZone(kept.zone) ? kept.zone : DEFAULTS.zone
    const hours = kept.hours === '12' ? '12' : DEFAULTS.hours
    const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : DEFAULTS.theme
    return { zone, hours, theme }
  } catch {
    return DEFAULTS
  }
}

export function isZone(name: string): boolean {
  if (name === 'browser') return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export function changeSettings(change: Partial<Settings>): void {
  current = { ...current, ...change }
  localStorage.setItem(KEY, JSON.stringify(current))
  listeners.forEach((listener) => {
    listener()
  })
}

export function resetSettings(): void {
  changeSettings(DEFAULTS)
}

export function useSettings(): Settings {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function load(): Settings {
  return parseSettings(localStorage.getItem(KEY))
}
