import { Switch } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { ListEnd } from '@/shared/components/list-end'
import { Status } from '@/shared/components/status'
import { VirtualTable, type Column } from '@/shared/components/virtual-table'
import { duration } from '@/shared/time/format'
import type { CompareSearch } from './compare-search'
import { stepDeltas, summaryOf, type Comparison, type StepDelta } from './comparison'
import styles from './compare.module.css'
import { Delta } from './delta'

interface Props {
  comparison: Comparison
  search: CompareSearch
  hasMore: boolean
  isLoading: boolean
  error: Error | null
  onMore: () => void
}

/** The steps of both runs, what is different first. */
export function StepTable(props: Props): ReactElement {
  const { comparison, search } = props
  const navigate = useNavigate()
  const { left, right, steps } = comparison
  const deltas = useMemo(() => stepDeltas(left, right, steps), [left, right, steps])
  const shown = search.all ? deltas : deltas.filter((it) => it.kind !== 'same')
  const same = deltas.filter((it) => it.kind === 'same').length
  return (
    <section className={styles['steps']} aria-label="Steps">
      <div className={styles['stepsHead']}>
        <h2>Steps</h2>
        <span className={styles['none']} role="status">
          {deltas.length === 0
            ? 'Neither run has begun a step.'
            : (summaryOf(deltas) ??
              `All ${deltas.length.toLocaleString('en')} are about the same.`)}
        </span>
        <Switch
          label={`Also the ${same.toLocaleString('en')} that are the same`}
          checked={search.all ?? false}
          disabled={same === 0}
          onChange={(event) => {
            const { all: _, ...rest } = search
            const next = event.currentTarget.checked ? { ...rest, all: true } : rest
            void navigate({ to: '/compare', search: next, replace: true })
          }}
        />
      </div>
      {(shown.length > 0 || props.hasMore) && (
        <VirtualTable
          label="Steps"
          columns={columnsOf(comparison)}
          rows={shown}
          keyOf={(it) => JSON.stringify([it.left?.key, it.right?.key])}
          onEnd={() => {
            if (props.hasMore && !props.isLoading && !props.error) props.onMore()
          }}
          end={
            <ListEnd
              text={props.hasMore ? 'There are more' : `${shown.length} shown`}
              isLoading={props.isLoading}
              error={props.error}
              onMore={props.onMore}
            />
          }
        />
      )}
    </section>
  )
}

const KINDS: Record<StepDelta['kind'], string> = {
  added: 'only right',
  removed: 'only left',
  changed: 'another end',
  slower: 'slower',
  faster: 'faster',
  same: 'the same',
}

function columnsOf({ left, right }: Comparison): Column<StepDelta>[] {
  const side = (key: 'left' | 'right', head: string, run: string): Column<StepDelta>[] => [
    {
      key,
      head,
      width: '118px',
      cell: (it) => {
        const step = it[key]
        if (!step) return <span className={styles['none']}>not there</span>
        return <Status status={step.status} />
      },
    },
    {
      key: `${key} took`,
      head: 'Took',
      width: '88px',
      align: 'right',
      from: 800,
      cell: (it) => {
        const millis = it[`${key}Millis`]
        if (millis === null) return '–'
        const text = duration(millis)
        return (
          <Link
            to="/runs/$runId"
            params={{ runId: run }}
            search={{ step: it[key]?.key ?? it.name }}
            aria-label={`${text}, open the ${key} run at this step`}
          >
            {text}
          </Link>
        )
      },
    },
  ]
  return [
    {
      key: 'step',
      head: 'Step',
      width: 'minmax(0, 1fr)',
      cell: (it) => {
        const runId = it.right ? right.id : left.id
        const step = (it.right ?? it.left)?.key ?? it.name
        return (
          <Link to="/runs/$runId" params={{ runId }} search={{ step }} title={step}>
            <code>{it.name}</code>
          </Link>
        )
      },
    },
    { key: 'kind', head: 'Is', width: '92px', from: 600, cell: (it) => KINDS[it.kind] },
    ...side('left', 'Left', left.id),
    ...side('right', 'Right', right.id),
    {
      key: 'delta',
      head: 'Difference',
      width: '140px',
      align: 'right',
      from: 600,
      cell: ({ leftMillis, delta }) =>
        leftMillis === null || delta === null ? '' : <Delta before={leftMillis} delta={delta} />,
    },
  ]
}
