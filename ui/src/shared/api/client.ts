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
  const response = await send(JSON.stringify({ query: document.toString(), variables }), signal)
  if (response.status === 401) {
    tokens.reject()
    throw new ApiError('unauthorized', 'This server wants a token.')
  }
  const answer = await read<R>(response)
  const error = answer.errors?.[0]
  if (error) {
    const isOurs = error.extensions?.code === 'INTERNAL'
    throw new ApiError(isOurs ? 'faulty' : 'rejected', error.message)
  }
  if (answer.data === undefined || answer.data === null) {
    throw new ApiError('faulty', `The server answered ${response.status} without data.`)
  }
  return answer.data
}

async function send(body: string, signal?: AbortSignal): Promise<Response> {
  const token = tokens.current()
  try {
    return await fetch(apiUrl(), {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body,
      signal: signal ?? null,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('unreachable', 'The server does not answer. Is it running?')
  }
}

async function read<R>(response: Response): Promise<Answer<R>> {
  const text = await response.text()
  try {
    return JSON.parse(text) as Answer<R>
  } catch {
    const said = text.slice(0, 300).trim()
    throw new ApiError(
      'faulty',
      `The server answered ${response.status}${said ? `: ${said}` : '.'}`,
    )
  }
}
