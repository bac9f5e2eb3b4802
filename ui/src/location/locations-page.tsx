import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import {
  LocationsDocument,
  ReloadSettingsDocument,
  type LocationsQuery,
} from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { useLiveQuery } from '@/shared/api/use-live'
import { ActButton } from '@/shared/components/act-button'
import { Command, Empty } from '@/shared/components/empty'
import { Problems } from '@/shared/components/notice'
import { Page } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { toast, toastProblem } from '@/shared/components/toast'
import { LocationCard } from './location-card'
import { changesOf } from './settings-changes'
import { SettingsTable } from './settings-table'

const BUSY_MILLIS = 2_000
const CALM_MILLIS = 20_000

export type Location = LocationsQuery['locations'][number]

export function LocationsPage(): ReactElement {
  const client = useQueryClient()
  const query = useQuery({
    queryKey: ['locations'],
    queryFn: ({ signal }) => request(LocationsDocument, {}, signal),
  })
  const isLoading = query.data?.locations.some((it) => it.state === 'LOADING') ?? false
  useLiveQuery(query, isLoading ? BUSY_MILLIS : CALM_MILLIS)
  const reload = useMutation({
    mutationFn: () => request(ReloadSettingsDocument, {}),
    onSuccess: ({ reloadSettings }) => {
      void client.invalidateQueries()
      if (!isRefused(reloadSettings)) toast('The settings were read', changesOf(reloadSettings))
    },
    onError: (error) => toastProblem('The settings were not read', error.message),
  })
  const refused =
    reload.data && isRefused(reload.data.reloadSettings) ? reload.data.reloadSettings : undefined
  const title = query.data ? titleOf(query.data.locations) : 'Deployment'
  return (
    <Page
      title={title}
      heading="Deployment"
      facts="Where code is loaded from, and how it is."
      actions={
        <ActButton
          variant="default"
          loading={reload.isPending}
          title="Adds, removes and changes locations as dagwerk.yaml says"
          onClick={() => {
            reload.mutate()
          }}
        >
          Read the settings again
        </ActButton>
      }
    >
      {refused && <Problems title="The settings cannot be used" problems={refused.problems} />}
      <QueryState query={query}>
        {(data) => (
          <>
            {data.locations.length === 0 ? (
              <Empty title="No code location is set up">
                Name one in <Command>dagwerk.yaml</Command>, or serve a folder of code with{' '}
                <Command>dagwerk dev PATH</Command>.
              </Empty>
            ) : (
              <ul>
                {[...data.locations].sort(byTrouble).map((location) => (
                  <li key={location.name}>
                    <LocationCard location={location} />
                  </li>
                ))}
              </ul>
            )}
            <SettingsTable settings={data.server.settings} />
          </>
        )}
      </QueryState>
    </Page>
  )
}

/** What is in trouble comes first. */
function byTrouble(a: Location, b: Location): number {
  const weight = (it: Location) => (it.trouble.length > 0 || it.state === 'DOWN' ? 0 : 1)
  return weight(a) - weight(b) || a.name.localeCompare(b.name)
}

function titleOf(locations: Location[]): string {
  const bad = locations.filter((it) => it.state === 'DOWN' || it.trouble.length > 0).length
  return bad > 0 ? `Deployment · ${bad} in trouble` : 'Deployment'
}
