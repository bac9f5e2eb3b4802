import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { RunConfigDocument } from '@/shared/api/generated/graphql'
import { Empty } from '@/shared/components/empty'
import { JsonView } from '@/shared/components/json-view'
import { QueryState } from '@/shared/components/query-state'
import type { RunData } from './run-model'

/** The whole config that the run was planned with, without its secrets. */
export function ConfigPane({ run }: { run: RunData }): ReactElement {
  const query = useQuery({
    queryKey: ['run', run.id, 'config'],
    queryFn: ({ signal }) => request(RunConfigDocument, { id: run.id }, signal),
    staleTime: Infinity,
  })
  return (
    <div style={{ overflow: 'auto', padding: '10px 0' }}>
      <QueryState query={query}>
        {(data) =>
          data.run?.config ? (
            <JsonView value={data.run.config} what="config" />
          ) : (
            <Empty title="No config is known">
              The run was not planned, or its plan is not kept.
            </Empty>
          )
        }
      </QueryState>
    </div>
  )
}
