// The ids of runs that are to be made: an intent keeps its id until it is answered, so that asking again after an
// answer was lost finds the run instead of making another one.
import { ApiError } from './client'

export class Intents {
  private readonly ids = new Map<string, string>()

  /** Performs what is to make a run with the id of its intent, which is what it comes to in full. */
  async perform<I extends object, R>(
    intent: I,
    ask: (input: I & { id: string }) => Promise<R>,
  ): Promise<R> {
    const key = JSON.stringify(intent)
    const id = this.ids.get(key) ?? newId(Date.now())
    this.ids.set(key, id)
    try {
      const answer = await ask({ ...intent, id })
      this.ids.delete(key)
      return answer
    } catch (error) {
      if (!isUnanswered(error)) this.ids.delete(key)
      throw error
    }
  }
}

/** Kept beyond the dialog that asked, as it may be opened anew to try again. */
export const intents = new Intents()

/** Whether it may have been done all the same. */
export function isUnanswered(error: unknown): boolean {
  if (!(error instanceof ApiError)) return true
  return error.trouble === 'unreachable' || error.trouble === 'faulty'
}

/** A UUID of version 7; `crypto.randomUUID` is for pages of https alone. */
export function newId(millis: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(millis / 256 ** (5 - i)) % 256
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
