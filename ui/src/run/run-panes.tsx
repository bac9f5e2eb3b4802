import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import tabs from '@/shared/components/tabs.module.css'
import { ConfigPane } from './config-pane'
import { LogPane } from './log/log-pane'
import { OutputPane } from './output-pane'
import { ResultsPane } from './results-pane'
import type { RunData, RunModel } from './run-model'
import styles from './run-panes.module.css'
import { PANES, type Pane, type RunSearch } from './run-search'

const TEXTS: Record<Pane, string> = {
  log: 'Log',
  results: 'Results',
  output: 'Output',
  config: 'Config',
}

interface Props {
  run: RunData
  model: RunModel
  search: RunSearch
}

export function RunPanes({ run, model, search }: Props): ReactElement {
  const shown = search.pane ?? 'log'
  return (
    <section className={styles['panes']} aria-label={TEXTS[shown]}>
      <nav className={tabs['tabs']} aria-label="Parts of the run">
        {PANES.map((pane) => (
          <Link
            key={pane}
            to="."
            search={(old: RunSearch) => ({ ...old, pane })}
            aria-current={pane === shown || undefined}
            className={tabs['tab']}
            activeOptions={{ exact: true, includeSearch: true }}
          >
            {TEXTS[pane]}
          </Link>
        ))}
      </nav>
      {shown === 'log' && <LogPane run={run} model={model} search={search} />}
      {shown === 'results' && <ResultsPane run={run} model={model} search={search} />}
      {shown === 'output' && <OutputPane run={run} search={search} />}
      {shown === 'config' && <ConfigPane run={run} />}
    </section>
  )
}
