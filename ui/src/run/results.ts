// What the steps of a run put out and found, from its events. Pure.
import { metadataOf, type MetadataRow } from '@/shared/run/metadata'

export const RESULT_KINDS = [
  'OutputStored',
  'AssetMaterialized',
  'AssetObserved',
  'CheckEvaluated',
  'FactsReported',
] as const

export interface ResultEvent {
  position: number
  time: string
  kind: string
  step: string | null
  text: string
  json: unknown
}

export interface Result {
  position: number
  time: string
  step: string
  what: 'output' | 'asset' | 'observation' | 'check' | 'facts'
  /** Of the output or the check. */
  name: string
  asset: string | undefined
  partition: string | undefined
  /** Who stored it. */
  by: string | undefined
  /** How a check came out. */
  outcome: 'PASSED' | 'WARNED' | 'FAILED' | undefined
  metadata: MetadataRow[]
  text: string
}

/** One for each; an output that is the value of an asset is told with its materialization. */
export function resultsOf(events: readonly ResultEvent[]): Result[] {
  const results: Result[] = []
  const stored = new Map<string, Result>()
  for (const event of events) {
    const result = resultOf(event)
    const key = `${result.step} ${result.asset ?? ''} ${result.partition ?? ''}`
    const before = result.what === 'asset' ? stored.get(key) : undefined
    if (before) {
      const names = new Set(result.metadata.map((row) => row.name))
      const metadata = [
        ...before.metadata.filter((row) => !names.has(row.name)),
        ...result.metadata,
      ]
      Object.assign(before, { ...result, name: before.name, by: before.by, metadata })
      stored.delete(key)
      continue
    }
    if (result.what === 'output' && result.asset !== undefined) stored.set(key, result)
    results.push(result)
  }
  return results
}

function resultOf(event: ResultEvent): Result {
  const json = isObject(event.json) ? event.json : {}
  const address = isObject(json['address']) ? json['address'] : json
  return {
    position: event.position,
    time: event.time,
    step: event.step ?? '',
    what: whatOf(event.kind),
    name: textOf(json['output']) ?? textOf(json['check']) ?? '',
    asset: textOf(address['asset']),
    partition: textOf(address['partition']),
    by: textOf(json['ioManager']),
    outcome: event.kind === 'CheckEvaluated' ? outcomeOf(json) : undefined,
    metadata: metadataOf(json),
    text: textOf(json['description']) ?? event.text,
  }
}

function whatOf(kind: string): Result['what'] {
  if (kind === 'AssetMaterialized') return 'asset'
  if (kind === 'AssetObserved') return 'observation'
  if (kind === 'CheckEvaluated') return 'check'
  return kind === 'FactsReported' ? 'facts' : 'output'
}

function outcomeOf(json: Record<string, unknown>): Result['outcome'] {
  if (json['passed'] === true) return 'PASSED'
  return json['severity'] === 'WARN' ? 'WARNED' : 'FAILED'
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
