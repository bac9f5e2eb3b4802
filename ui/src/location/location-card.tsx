import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { ReloadLocationDocument } from '@/shared/api/generated/graphql'
import { isRefused } from '@/shared/api/refused'
import { ActButton } from '@/shared/components/act-button'
import { Copy } from '@/shared/components/copy'
import { Icon } from '@/shared/components/icon'
import { Problems } from '@/shared/components/notice'
import { Prose } from '@/shared/components/prose'
import { StatusBadge } from '@/shared/components/status'
import styles from './location-card.module.css'
import type { Location } from './locations-page'
import { TroubleList } from './trouble-list'

export function LocationCard({ location }: { location: Location }): ReactElement {
  const client = useQueryClient()
  const reload = useMutation({
    mutationFn: () => request(ReloadLocationDocument, { name: location.name }),
    onSettled: () => client.invalidateQueries({ queryKey: ['locations'] }),
  })
  const refused =
    reload.data && isRefused(reload.data.reloadLocation)
      ? reload.data.reloadLocation.problems
      : undefined
  return (
    <section className={styles['card']} aria-label={`Location ${location.name}`}>
      <div className={styles['head']}>
        <h2>{location.name}</h2>
        <StatusBadge status={location.state} />
        <span className={styles['version']}>
          {location.codeVersion === null ? (
            'nothing loaded yet'
          ) : (
            <>
              code <code title={location.codeVersion}>{location.codeVersion.slice(0, 12)}</code>
              <Copy text={location.codeVersion} what="code version" />
            </>
          )}
        </span>
        <Link to="/jobs" hash={location.name}>
          Jobs
        </Link>
        <Link to="/assets" search={{ select: `location:${location.name}` }}>
          Assets
        </Link>
        <ActButton
          variant="default"
          data-action={`Reload location ${location.name}`}
          leftSection={<Icon name="refresh" size={13} />}
          loading={reload.isPending}
          onClick={() => {
            reload.mutate()
          }}
        >
          Reload
        </ActButton>
      </div>
      {refused && <Problems title="It was not reloaded" problems={refused} />}
      {reload.error && <Problems title="It was not reloaded" problems={[reload.error.message]} />}
      {location.trouble.length > 0 && (
        <TroubleList
          trouble={location.trouble}
          isServed={location.codeVersion !== null && location.state !== 'DOWN'}
        />
      )}
      {location.notTurned.length > 0 && (
        <dl className={styles['notTurned']}>
          {location.notTurned.map((it) => (
            <div key={it.what}>
              <dt>Not acted on: {it.what}</dt>
              <dd>
                <Prose text={it.text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
