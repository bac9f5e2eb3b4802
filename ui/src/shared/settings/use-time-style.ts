import { useMemo } from 'react'
import type { TimeStyle } from '../time/format'
import { useSettings } from './store'

/** How the viewer reads times; the same object as long as it is the same. */
export function useTimeStyle(): TimeStyle {
  const { zone, hours } = useSettings()
  return useMemo(() => ({ zone, hours }), [zone, hours])
}
