// What was typed for a launch, as the API wants it. Pure.
import type { LaunchInput, TagInput } from '@/shared/api/generated/graphql'
import type { LaunchSearch } from './search'

export interface Draft {
  job: string
  location?: string
  search: LaunchSearch
}

export type Typed = { input: LaunchInput } | { problems: string[] }

/** @param config as it was read from its text; undefined for none */
export function inputOf({ job, location, search }: Draft, config: unknown): Typed {
  const problems: string[] = []
  const tags = (search.tag ?? [])
    .map((tag) => parseTag(tag, problems))
    .filter((it) => it !== undefined)
  if (problems.length > 0) return { problems }
  const input: LaunchInput = { job, tags }
  if (location) input.location = location
  for (const key of ['preset', 'mode', 'select', 'partitions'] as const) {
    const value = search[key]?.trim()
    if (value) input[key] = value
  }
  if (config !== undefined) input.config = config
  return { input }
}

function parseTag(text: string, problems: string[]): TagInput | undefined {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return { key: text.slice(0, at), value: text.slice(at + 1) }
  problems.push(`The tag "${text}" is to be written key=value.`)
  return undefined
}
