// Stands in for the connection on which the server tells what goes on: takes each one, and notes what is subscribed.
type Variables = Record<string, unknown>

interface Subscribed {
  id: string
  operation: string
  variables: Variables
}

interface Sent {
  type: string
  id?: string
  payload?: { query?: string; variables?: Variables; token?: string }
}

export class FakeSockets {
  /** All that were opened. */
  readonly opened: FakeSocket[] = []
  /** False to leave a connection that is opened without an answer. */
  isThere = true

  constructor() {
    const taking = (socket: FakeSocket) => {
      this.opened.push(socket)
      queueMicrotask(() => {
        if (this.isThere) socket.onopen?.()
        else socket.break(1006)
      })
    }
    window.WebSocket = class extends FakeSocket {
      constructor() {
        super()
        taking(this)
      }
    } as unknown as typeof WebSocket
    // Whoever waits to try again does so now.
    window.dispatchEvent(new Event('online'))
  }

  get last(): FakeSocket {
    const last = this.opened.at(-1)
    if (!last) throw new Error('no connection was opened')
    return last
  }
}

export class FakeSocket {
  static readonly OPEN = 1
  readonly subscribed: Subscribed[] = []
  readonly sent: Sent[] = []
  readyState = 1
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  send(text: string): void {
    const message = JSON.parse(text) as Sent
    this.sent.push(message)
    if (message.type === 'connection_init') this.tell({ type: 'connection_ack' })
    if (message.type === 'complete') this.forget(message.id)
    if (message.type !== 'subscribe') return
    const operation = /subscription (\w+)/.exec(message.payload?.query ?? '')?.[1] ?? ''
    const variables = message.payload?.variables ?? {}
    this.subscribed.push({ id: message.id ?? '', operation, variables })
  }

  close(): void {
    this.readyState = 3
  }

  /** Tells what a subscription gives; the first of its operation. */
  next(operation: string, data: unknown): void {
    this.tell({ type: 'next', id: this.idOf(operation), payload: { data } })
  }

  complete(operation: string): void {
    const id = this.idOf(operation)
    this.forget(id)
    this.tell({ type: 'complete', id })
  }

  fail(operation: string, error: object): void {
    const id = this.idOf(operation)
    this.forget(id)
    this.tell({ type: 'error', id, payload: [error] })
  }

  break(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }

  tell(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) })
  }

  private idOf(operation: string): string {
    const found = this.subscribed.find((it) => it.operation === operation)
    if (!found) throw new Error(`nobody subscribed to ${operation}`)
    return found.id
  }

  private forget(id: string | undefined): void {
    const at = this.subscribed.findIndex((it) => it.id === id)
    if (at >= 0) this.subscribed.splice(at, 1)
  }
}
