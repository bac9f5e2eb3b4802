import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

export const PLACES = [
  { key: 'o', to: '/overview', text: 'Overview' },
  { key: 'r', to: '/runs', text: 'Runs' },
  { key: 'j', to: '/jobs', text: 'Jobs' },
  { key: 'a', to: '/assets', text: 'Assets' },
  { key: 'l', to: '/lineage', text: 'Lineage' },
  { key: 'd', to: '/deployment', text: 'Deployment' },
] as const

const SEQUENCE_MILLIS = 1_200

/** `/` and Ctrl-K search, `?` tells the keys, `g` and a letter go to a page, `f` goes to the filter. */
export function useKeys(open: { search: () => void; keys: () => void }): void {
  const navigate = useNavigate()
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    let goingSince = 0
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        latest.current.search()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role=dialog]')) return
      const place = PLACES.find((it) => it.key === event.key)
      if (place && Date.now() - goingSince < SEQUENCE_MILLIS) {
        event.preventDefault()
        void navigate({ to: place.to })
      }
      goingSince = event.key === 'g' ? Date.now() : 0
      if (event.key === '/') {
        event.preventDefault()
        latest.current.search()
      } else if (event.key === '?') {
        latest.current.keys()
      } else if (event.key === 'f') {
        const filter = document.querySelector<HTMLElement>('[data-filter]')
        if (filter) event.preventDefault()
        filter?.focus()
      }
    }
    window.addEventListener('keydown', press)
    return () => {
      window.removeEventListener('keydown', press)
    }
  }, [navigate])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  )
}
