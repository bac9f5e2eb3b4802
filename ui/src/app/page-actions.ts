/** What the page at hand lets do: its buttons and links that say so by `data-action`, unless they are disabled. */
export interface PageAction {
  text: string
  perform: () => void
}

export function pageActions(): PageAction[] {
  const found = document.querySelectorAll<HTMLElement>('[data-action]:not(:disabled)')
  return [...found].map((it) => ({
    text: it.dataset['action'] ?? '',
    perform: () => {
      it.click()
    },
  }))
}
