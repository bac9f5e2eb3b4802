import { useEffect } from 'react'
import type { RunStatus } from '@/shared/api/generated/graphql'
import failed from './icon-failed.svg'
import running from './icon-running.svg'
import succeeded from './icon-succeeded.svg'

/** Shows in the browser's tab how a run goes that went on when its page was opened. */
export function useFavicon(status: RunStatus, wasLive: boolean): void {
  const href = wasLive ? iconOf(status) : undefined
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (!link || href === undefined) return
    const before = link.href
    link.href = href
    return () => {
      link.href = before
    }
  }, [href])
}

function iconOf(status: RunStatus): string | undefined {
  switch (status) {
    case 'QUEUED':
    case 'STARTING':
    case 'STARTED':
    case 'CANCELING':
      return running
    case 'SUCCEEDED':
      return succeeded
    case 'FAILED':
      return failed
    case 'CANCELED':
      return undefined
  }
}
