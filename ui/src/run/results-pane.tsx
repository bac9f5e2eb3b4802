import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { Empty } from '@/shared/components/empty'
import { ListEnd } from '@/shared/components/list-end'
import { Lines, Trouble } from '@/shared/components/query-state'
import { Status } from '@/shared/components/status'
import { VirtualTable, type Column } from '@/shared/components/virtual-table'
import { hasEnded } from '@/shared/run/outcome'
import type { Result } from './results'
import styles from './results-pane.module.css'
import type { RunData, RunModel } from './run-model'
import type { RunSearch } from './run-search'
import { useResults } from './use-results'

interface Props {
  run: RunData
  model: RunModel
  search: RunSearch
}

/** What the steps put out and found: outputs, values of assets, checks and what was reported. */
export function ResultsPane({ run, model, search }: Props): ReactElement {
  const results = useResults(run.id, search.step, model)
  const { rows } = results
  if (!rows) {
    return results.error ? <Trouble error={results.error} retry={results.retry} /> : <Lines />
  }
  if (rows.length === 0 && !results.hasMore) return <NoResults run={run} step={search.step} />
  return (
    <div className={styles['pane']}>
      <p className={styles['head']} role="status">
        {summaryOf(rows)}
        {search.step !== undefined && (
          <>
            {' '}
            of <code>{search.step}</code>.{' '}
            <Link to="." search={({ step: _, ...rest }: RunSearch) => rest}>
              Show those of all steps
            </Link>
          </>
        )}
      </p>
      <VirtualTable
        label="Results"
        columns={COLUMNS}
        rows={rows}
        keyOf={(it) => String(it.position)}
        onEnd={results.readMore}
        end={
          <ListEnd
            text={results.hasMore ? `${rows.length} first shown` : `${rows.length}, all shown`}
            isLoading={results.isReading}
            error={results.error}
            onMore={results.retry}
          />
        }
      />
    </div>
  )
}

const WHAT: Record<Result['what'], string> = {
  output: 'Output',
  asset: 'Asset',
  observation: 'Observed',
  check: 'Check',
  facts: 'Reported',
}

const COLUMNS: Column<Result>[] = [
  {
    key: 'what',
    head: 'What',
    width: '92px',
    cell: (it) => (it.outcome ? <Status status={it.outcome} /> : WHAT[it.what]),
  },
  { key: 'name', head: 'Of', width: 'minmax(120px, 1.4fr)', cell: (it) => <Name result={it} /> },
  {
    key: 'metadata',
    head: 'Metadata',
    width: 'minmax(0, 2fr)',
    from: 600,
    cell: (it) => <Metadata result={it} />,
  },
  { key: 'by', head: 'Stored by', width: '90px', from: 1000, cell: (it) => it.by ?? '' },
  {
    key: 'step',
    head: 'Step',
    width: 'minmax(90px, 200px)',
    cell: (it) => (
      <Link to="." search={(old: RunSearch) => ({ ...old, step: it.step })} title={it.step}>
        <code>{it.step}</code>
      </Link>
    ),
  },
  {
    key: 'line',
    head: 'Log',
    width: '44px',
    align: 'right',
    cell: (it) => (
      <Link
        to="."
        search={({ pane: _, ...old }: RunSearch): RunSearch => ({ ...old, line: it.position })}
        aria-label={`Event ${it.position} in the log`}
      >
        in log
      </Link>
    ),
  },
]

function Name({ result }: { result: Result }): ReactNode {
  const { asset, partition, name, what } = result
  const partitionText = partition === undefined ? '' : ` [${partition}]`
  return (
    <>
      {what === 'check' && <code>{name} </code>}
      {asset !== undefined && (
        <>
          {what === 'check' && <span className={styles['faint']}>of </span>}
          <Link to="/asset/$" params={{ _splat: asset }} className={styles['asset']}>
            {asset}
          </Link>
          {partitionText}
        </>
      )}
      {asset === undefined && <code>{name}</code>}
    </>
  )
}

function Metadata({ result }: { result: Result }): ReactElement {
  // Numbers are short; a long path would leave no room for them.
  const metadata = [...result.metadata].sort((a, b) => Number(b.isNumber) - Number(a.isNumber))
  const text = metadata.map((row) => `${row.name} ${row.text}`).join(', ')
  return (
    <span className={styles['metadata']} title={text === '' ? result.text : text}>
      {result.what === 'check' && <span>{result.text}</span>}
      {metadata.map((row) => (
        <span key={row.name}>
          <span className={styles['faint']}>{row.name}</span>{' '}
          {row.url === undefined ? (
            row.text
          ) : (
            <a href={row.url} rel="noreferrer noopener" target="_blank">
              {row.text}
            </a>
          )}
        </span>
      ))}
    </span>
  )
}

/** `5 assets, 2 outputs, 1 of 4 checks did not pass`. */
function summaryOf(rows: readonly Result[]): string {
  const count = (what: Result['what']) => rows.filter((it) => it.what === what).length
  const numbered = (n: number, one: string) => (n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`])
  const bad = rows.filter((it) => it.outcome !== undefined && it.outcome !== 'PASSED').length
  return [
    ...numbered(count('asset'), 'asset'),
    ...numbered(count('output'), 'output'),
    ...numbered(count('observation'), 'observation'),
    ...numbered(count('check'), 'check'),
    ...(bad > 0 ? [`${bad} did not pass`] : []),
    ...numbered(count('facts'), 'report'),
  ].join(', ')
}

function NoResults({ run, step }: { run: RunData; step: string | undefined }): ReactElement {
  if (run.logExpired) {
    return (
      <Empty title="The log of this run is not kept any more">
        What it made of assets is on their pages.
      </Empty>
    )
  }
  if (!hasEnded(run.status)) {
    return <Empty title="Nothing was put out yet">It appears here as it comes.</Empty>
  }
  return (
    <Empty title={step === undefined ? 'Nothing was put out' : `Nothing was put out by ${step}`}>
      Outputs that are stored, values of assets, checks and what steps report appear here.
    </Empty>
  )
}
