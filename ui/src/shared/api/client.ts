// Asks the API. One request is one POST; where a token is wanted, it comes from the token's store.
import type { TypedDocumentString } from './generated/graphql'
import { tokens } from './token'

export type Trouble = 'unreachable' | 'unauthorized' | 'rejected' | 'faulty'

/** A request that got no answer of its own kind; what cannot be done is data, not this. */
export class ApiError extends Error {
  constructor(
    readonly trouble: Trouble,
    message: string,
  ) {
    super(message)
    this.name = 'ApiError'
  }
}

interface Answer<R> {
  data?: R | null
  errors?: { message: string; extensions?: { code?: string } }[]
}

export function apiUrl(): URL {
  return new URL('graphql', document.baseURI)
}

export async function request<R, V>(
  document: TypedDocumentString<R, V>,
  variables: V,
  signal?: AbortSignal,
): Promise<R> {
  const token = tokens.current()
  const body = JSON.stringify({ query: document.toString(), variables })
  const { status, text } = await send(body, token, signal)
  if (status === 401) {
    tokens.reject(token)
    throw new ApiError('unauthorized', 'This server wants a token.')
  }
  const answer = read<R>(status, text)
  const error = answer.errors?.[0]
  if (error) {
    const isOurs = status >= 500 || error.extensions?.code === 'INTERNAL'
    throw new ApiError(isOurs ? 'faulty' : 'rejected', error.message)
  }
  if (answer.data === undefined || answer.data === null) {
    throw new ApiError('faulty', `The server answered ${status} without data.`)
  }
  return answer.data
}

interface Sent {
  status: number
  text: string
}

/** The connection may also be lost while the answer comes. */
async function send(body: string, token: string | null, signal?: AbortSignal): Promise<Sent> {
  try {
    const response = await fetch(apiUrl(), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body,
      signal: signal ?? null,
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('unreachable', 'The server does not answer. Is it running?')
  }
}

function read<R>(status: number, text: string): Answer<R> {
  try {
    return JSON.parse(text) as Answer<R>
  } catch {
    const said = text.slice(0, 300).trim()
    throw new ApiError('faulty', `The server answered ${status}${said ? `: ${said}` : '.'}`)
  }
}
