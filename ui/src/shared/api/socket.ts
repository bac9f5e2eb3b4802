// The one connection of a tab on which it is told what goes on, by the protocol `graphql-transport-ws`. It is opened
// for the first subscription, begun anew when it was lost, and closed when nobody listens or looks for long. A
// subscription says after each loss from where it goes on, so nothing is missed or told twice.
import { ApiError, apiUrl } from './client'
import type { TypedDocumentString } from './generated/graphql'
import { backOffMillis } from './pause'
import { tokens } from './token'

const PROTOCOL = 'graphql-transport-ws'
const UNAUTHORIZED = 4401
/** The server asks after 20 s of silence: nobody is there after more than twice that. */
const SILENCE_MILLIS = 50_000
/** A page that is left for another listens again at once. */
const IDLE_MILLIS = 5_000
const HIDDEN_MILLIS = 60_000
/** What no trying again makes right. */
const WRONG = new Set<unknown>([
  'BAD_REQUEST',
  'REFUSED',
  'ValidationError',
  'InvalidSyntax',
  // It asks for too much.
  'ExecutionAborted',
])
const LOST = 'The server is not connected. It is tried again.'

export interface Listener<R, V> {
  document: TypedDocumentString<R, V>
  /** Asked at each beginning: from where it goes on. */
  variables: () => V
  onData: (data: R) => void
  /** It is listened from here on, at first or again. */
  onBegin?: () => void
  /** Nothing more is to come. */
  onEnd?: () => void
  /** It is wanted also while nobody looks. */
  isKept?: boolean
  /** Told of what goes wrong; when it may pass it is tried again all the same. */
  onTrouble?: (trouble: ApiError) => void
}

interface Subscription {
  listener: Listener<unknown, unknown>
  /** How often in a row the server began it and failed. */
  failures: number
  again?: ReturnType<typeof setTimeout>
}

interface Message {
  type: string
  id?: string
  payload?: unknown
}

interface Failure {
  message?: string
  extensions?: { code?: string; classification?: unknown }
}

export class Socket {
  private readonly subscriptions = new Map<string, Subscription>()
  private socket: WebSocket | undefined
  private isReady = false
  private failures = 0
  private lastId = 0
  private heardAt = 0
  private token: string | null = null
  private retry: ReturnType<typeof setTimeout> | undefined
  private idle: ReturnType<typeof setTimeout> | undefined
  private hidden: ReturnType<typeof setTimeout> | undefined
  private watch: ReturnType<typeof setInterval> | undefined

  constructor() {
    document.addEventListener('visibilitychange', this.seen)
    window.addEventListener('online', this.retryNow)
    tokens.subscribe(this.retryNow)
  }

  /** Listens until what is returned is called. */
  subscribe<R, V>(listener: Listener<R, V>): () => void {
    const id = String(++this.lastId)
    const subscription: Subscription = {
      listener: listener as Listener<unknown, unknown>,
      failures: 0,
    }
    this.subscriptions.set(id, subscription)
    clearTimeout(this.idle)
    if (this.isReady) this.begin(id, subscription)
    else this.open()
    return () => {
      if (this.drop(id)) this.send({ id, type: 'complete' })
    }
  }

  private drop(id: string): boolean {
    clearTimeout(this.subscriptions.get(id)?.again)
    const isThere = this.subscriptions.delete(id)
    if (this.subscriptions.size === 0) {
      clearTimeout(this.idle)
      this.idle = setTimeout(() => {
        if (this.subscriptions.size === 0) this.close()
      }, IDLE_MILLIS)
    }
    return isThere
  }

  private open(): void {
    if (this.socket || this.retry !== undefined || this.subscriptions.size === 0) return
    if (tokens.wanted()) return
    const url = apiUrl()
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url, PROTOCOL)
    this.socket = socket
    this.heardAt = Date.now()
    // What comes of a connection that was given up is nobody's.
    const isMine = () => this.socket === socket
    socket.onopen = () => {
      if (!isMine()) return
      this.token = tokens.current()
      const payload = this.token === null ? {} : { token: this.token }
      socket.send(JSON.stringify({ type: 'connection_init', payload }))
    }
    socket.onmessage = ({ data }) => {
      if (isMine()) this.hear(JSON.parse(data as string) as Message)
    }
    socket.onclose = ({ code }) => {
      if (isMine()) this.lost(code)
    }
    this.watch = setInterval(() => {
      if (Date.now() - this.heardAt < SILENCE_MILLIS) return
      socket.close()
      this.lost()
    }, SILENCE_MILLIS / 5)
  }

  private hear({ type, id = '', payload }: Message): void {
    this.heardAt = Date.now()
    if (type === 'connection_ack') {
      this.isReady = true
      this.subscriptions.forEach((it, key) => {
        this.begin(key, it)
      })
    } else if (type === 'ping') {
      this.send({ type: 'pong' })
    } else if (type === 'complete') {
      const { listener } = this.subscriptions.get(id) ?? {}
      this.drop(id)
      listener?.onEnd?.()
    } else if (type === 'next') {
      const { data, errors } = payload as { data?: unknown; errors?: Failure[] }
      const subscription = this.subscriptions.get(id)
      if (!subscription) return
      if (errors && errors.length > 0) {
        this.send({ id, type: 'complete' })
        this.fail(id, subscription, errors)
        return
      }
      this.failures = 0
      subscription.failures = 0
      subscription.listener.onData(data)
    } else if (type === 'error') {
      const subscription = this.subscriptions.get(id)
      if (subscription) this.fail(id, subscription, payload as Failure[])
    }
  }

  private begin(id: string, { listener }: Subscription): void {
    const payload = { query: listener.document.toString(), variables: listener.variables() }
    this.send({ id, type: 'subscribe', payload })
    listener.onBegin?.()
  }

  /** A request that is wrong stays so; a fault of the server may pass. */
  private fail(id: string, subscription: Subscription, errors: Failure[]): void {
    const [error] = errors
    const message = error?.message ?? 'The server failed.'
    const isWrong = WRONG.has(error?.extensions?.code ?? error?.extensions?.classification)
    subscription.listener.onTrouble?.(new ApiError(isWrong ? 'rejected' : 'faulty', message))
    if (isWrong) {
      this.drop(id)
      return
    }
    subscription.again = setTimeout(() => {
      if (this.isReady && this.subscriptions.get(id) === subscription) this.begin(id, subscription)
    }, backOffMillis(++subscription.failures))
  }

  private send(message: object): void {
    if (this.isReady && this.socket?.readyState === WebSocket.OPEN)
      this.socket.send(JSON.stringify(message))
  }

  private lost(code?: number): void {
    this.forget()
    if (code === UNAUTHORIZED) {
      tokens.reject(this.token)
      this.tell(new ApiError('unauthorized', 'This server wants a token.'))
    }
    this.failures++
    // Once is no trouble: a server that starts again is back soon.
    if (this.failures > 1 && code !== UNAUTHORIZED) this.tell(new ApiError('unreachable', LOST))
    const wait = backOffMillis(this.failures)
    this.retry = setTimeout(this.retryNow, wait * (0.75 + Math.random() / 4))
  }

  private tell(trouble: ApiError): void {
    for (const { listener } of [...this.subscriptions.values()]) listener.onTrouble?.(trouble)
  }

  private close(): void {
    this.socket?.close(1000)
    this.forget()
  }

  private forget(): void {
    this.socket = undefined
    this.isReady = false
    clearInterval(this.watch)
    for (const { again } of this.subscriptions.values()) clearTimeout(again)
  }

  private retryNow = (): void => {
    clearTimeout(this.retry)
    this.retry = undefined
    const isWanted = document.visibilityState === 'visible' || this.hidden !== undefined
    if (isWanted || this.isKept()) this.open()
  }

  private isKept(): boolean {
    return [...this.subscriptions.values()].some(({ listener }) => listener.isKept)
  }

  /** A page that nobody sees for long is told nothing but what is kept; it begins anew when it is seen. */
  private seen = (): void => {
    clearTimeout(this.hidden)
    this.hidden = undefined
    if (document.visibilityState === 'visible') {
      this.retryNow()
      return
    }
    this.hidden = setTimeout(() => {
      this.hidden = undefined
      if (this.isKept()) return
      clearTimeout(this.retry)
      this.retry = undefined
      this.close()
    }, HIDDEN_MILLIS)
  }
}

let ofTab: Socket | undefined

/** Made when it is first wanted. */
export function socketOfTab(): Socket {
  ofTab ??= new Socket()
  return ofTab
}
