import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { StepAssetDocument, StepNodeDocument } from '@/shared/api/generated/graphql'
import { Tags } from '@/shared/components/tags'
import { FileLink } from '@/shared/look/file-link'
import { Kind } from '@/shared/look/kind'
import { fileTagOf } from '@/shared/look/source'
import type { StepFacts } from './progress'
import type { RunData } from './run-model'

interface Props {
  run: RunData
  step: StepFacts
}

interface Declared {
  owners: string[]
  kinds: string[]
  tags: { key: string; value: string }[]
}

/** What is declared of the op or asset of a step, by the code that is served now; nothing where that has none of it. */
export function StepTags({ run, step }: Props): ReactElement | null {
  const node = step.key.replace(/\[.*$/s, '')
  const query = useQuery({
    queryKey: ['step-tags', run.location, run.job, node],
    queryFn: ({ signal }) => declaredOf(run, node, step.kind === 'ASSET', signal),
    enabled: step.kind === 'OP' || step.kind === 'ASSET',
    staleTime: 60_000,
    retry: false,
  })
  if (!query.data) return null
  const { owners, kinds, tags } = query.data
  const file = fileTagOf(tags)
  const rest = tags.filter((tag) => tag !== file && !LONG.has(tag.key))
  return (
    <>
      {owners.length > 0 && <span>Owned by {owners.join(', ')}</span>}
      {kinds.map((it) => (
        <Kind key={it} name={it} />
      ))}
      {file !== undefined && <FileLink file={file.value} />}
      {rest.length > 0 && <Tags tags={rest} of={step.kind === 'ASSET' ? 'assets' : 'runs'} />}
    </>
  )
}

/** Texts that have a place of their own, on the page of the job. */
const LONG = new Set(['sql', 'dagwerk/sql', 'query'])

async function declaredOf(
  { location, job }: RunData,
  node: string,
  isAsset: boolean,
  signal: AbortSignal,
): Promise<Declared | null> {
  if (isAsset) return (await request(StepAssetDocument, { key: node }, signal)).asset
  const found = await request(StepNodeDocument, { location, job, node }, signal)
  const tags = found.location?.job?.node?.tags
  return tags ? { owners: [], kinds: [], tags } : null
}
