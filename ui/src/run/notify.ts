// Tells the viewer that a run has ended: by the browser where that is allowed, else in the page.
import { shortId } from '@/shared/components/copy'
import { statusText } from '@/shared/components/status'
import { toast, toastProblem } from '@/shared/components/toast'
import { KEY, UNWATCHED_KEY, unwatchedIn } from './kept-watches'
import { Watches, type End, type Watched } from './watches'

/** Asked by the click that wants it; whatever the answer, the page tells it too. */
export async function askToNotify(): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'default') return
  await Notification.requestPermission().catch(() => {
    // A page that may not ask tells it by itself.
  })
}

function tell(run: Watched, end: End): void {
  const isDeleted = end === 'DELETED'
  const title = `${isDeleted ? 'Deleted' : statusText(end)} · ${run.job}`
  const text = `Run ${shortId(run.id)} ${isDeleted ? 'was deleted' : 'has ended'}.`
  if (end === 'FAILED') toastProblem(title, text)
  else toast(title, text)
  if (document.visibilityState === 'visible') return
  markTitle(title)
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const shown = new Notification(title, { body: text, tag: run.id })
  shown.onclick = () => {
    window.focus()
    shown.close()
    // Its own page is there already, or is opened in this tab.
    const address = new URL(`runs/${run.id}`, document.baseURI)
    if (window.location.pathname !== address.pathname) window.location.assign(address)
  }
}

/** Until the page is seen. */
function markTitle(mark: string): void {
  const before = document.title
  const marked = `${mark} · Dagwerk`
  document.title = marked
  const seen = () => {
    if (document.visibilityState !== 'visible') return
    document.removeEventListener('visibilitychange', seen)
    if (document.title === marked) document.title = before
  }
  document.addEventListener('visibilitychange', seen)
}

export const watches = new Watches(tell, () => localStorage)

// Those of the page before this one; and what another tab adds and removes.
watches.restore()
window.addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === null) watches.restore()
  const id = event.key === UNWATCHED_KEY ? unwatchedIn(event.newValue) : undefined
  if (id !== undefined) watches.leave(id)
})
