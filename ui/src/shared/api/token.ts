// The token of a server that wants one: kept for this tab, or in this browser if the viewer says so.
const KEY = 'dagwerk.token'

type Listener = () => void

class TokenStore {
  private listeners = new Set<Listener>()
  private isWanted = false

  current(): string | null {
    return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY)
  }

  /** The server did not take what it got; another tab may have a better one since. */
  reject(sent: string | null): void {
    for (const store of [sessionStorage, localStorage]) {
      if (store.getItem(KEY) === sent) store.removeItem(KEY)
    }
    this.set(this.current() === null)
  }

  accept(token: string, isKept: boolean): void {
    const [store, other] = isKept ? [localStorage, sessionStorage] : [sessionStorage, localStorage]
    store.setItem(KEY, token)
    other.removeItem(KEY)
    this.set(false)
  }

  /** Takes the token that an address brings after its `#`, and leaves it out of what is shown. */
  takeFromAddress(): void {
    const token = tokenIn(window.location.hash)
    if (!token) return
    this.accept(token, true)
    const { pathname, search } = window.location
    window.history.replaceState(window.history.state, '', pathname + search)
  }

  wanted = (): boolean => this.isWanted

  subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private set(isWanted: boolean): void {
    this.isWanted = isWanted
    this.listeners.forEach((listener) => {
      listener()
    })
  }
}

/** Of `#token=...`, as `dagwerk ui` writes it. */
export function tokenIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? undefined
}

export const tokens = new TokenStore()
