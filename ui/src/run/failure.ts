// An exception as it was recorded, told from the cause and from the user's code. Pure.
export interface RecordedError {
  type: string
  message: string
  frames: string[]
  cause: RecordedError | null
}

export interface Frame {
  text: string
  isUsers: boolean
}

/** Reads what an event has as its error; undefined where it has none. */
export function errorOf(json: unknown): RecordedError | undefined {
  if (!isObject(json)) return undefined
  return parseError(json['error'])
}

function parseError(value: unknown): RecordedError | undefined {
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined
  const frames: unknown[] = Array.isArray(value['frames']) ? value['frames'] : []
  return {
    type: value['type'],
    message: typeof value['message'] === 'string' ? value['message'] : '',
    frames: frames.filter((it): it is string => typeof it === 'string'),
    cause: parseError(value['cause']) ?? null,
  }
}

/** From the innermost cause outwards. */
export function causesOf(error: RecordedError): RecordedError[] {
  const chain: RecordedError[] = []
  for (let it: RecordedError | null = error; it && chain.length < 50; it = it.cause) chain.push(it)
  return chain.reverse()
}

const USERS = 'user//'
/** Loaded with the user's classes, and not the user's: what Dagwerk's libraries, drivers and the JDK bring. */
const NOT_USERS =
  /^(?:io\.dagwerk\.(?!examples\.|browser\.)|java\.|javax\.|jakarta\.|jdk\.|sun\.|com\.sun\.|org\.(?:duckdb|postgresql|sqlite|h2|mariadb|apache|slf4j|springframework|hibernate|jooq|jdbi)\.|com\.(?:zaxxer|mysql|google|fasterxml|microsoft\.sqlserver|snowflake)\.|oracle\.|tools\.jackson\.|net\.snowflake\.|kotlin\.|scala\.|groovy\.)/
/** A module or a class loader other than the user's, such as `java.base/` or `app//`. */
const OF_MODULE = /^[\w.@-]*\//

/** Libraries come with the user's classes: what is left when they are known is the user's own. */
export function framesOf(error: RecordedError): Frame[] {
  const hasMarks = error.frames.some((frame) => frame.startsWith(USERS))
  return error.frames.map((frame) => {
    const text = frame.startsWith(USERS) ? frame.slice(USERS.length) : frame
    const mayBe = hasMarks ? frame.startsWith(USERS) : !OF_MODULE.test(frame)
    return { text, isUsers: mayBe && !NOT_USERS.test(text) }
  })
}

export function simpleName(type: string): string {
  return type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1)
}

/** As Java prints it, to paste elsewhere. */
export function asText(error: RecordedError): string {
  const lines = [`${error.type}: ${error.message}`, ...error.frames.map((it) => `\tat ${it}`)]
  return error.cause ? `${lines.join('\n')}\nCaused by: ${asText(error.cause)}` : lines.join('\n')
}

/** The step that a text of the engine names as the cause. */
export function causeStep(reason: string): string | undefined {
  return /step '([^']+)'/.exec(reason)?.[1]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
