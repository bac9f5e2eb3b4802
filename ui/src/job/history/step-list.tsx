import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { request } from '@/shared/api/client'
import { JobStepsDocument } from '@/shared/api/generated/graphql'
import { READ_ONCE } from '@/shared/api/read-once'
import { Empty } from '@/shared/components/empty'
import { Section } from '@/shared/components/page'
import { QueryState } from '@/shared/components/query-state'
import { TextBox } from '@/shared/components/text-box'
import { valueText } from '@/shared/plot/scale'
import { Sparkline } from '@/shared/plot/sparkline'
import { stepLines, type StepLine } from './history'
import { byOf, spanOf, type HistorySearch } from './history-search'
import styles from './history.module.css'

interface Props {
  location: string
  job: string
  search: HistorySearch
  onSearch: (change: HistorySearch) => void
}

/** Every step in a line, those that failed most often first; one that is chosen is plotted above. */
export function StepList({ location, job, search, onSearch }: Props): ReactElement {
  const { days, find = '' } = search
  const by = byOf(search)
  const query = useInfiniteQuery({
    queryKey: ['job-steps', location, job, by, days],
    queryFn: ({ pageParam, signal }) =>
      request(
        JobStepsDocument,
        { location, job, by, span: spanOf(days, Date.now()), after: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.lengths.after,
    ...READ_ONCE,
  })
  return (
    <Section
      title="Steps"
      aside={
        <TextBox
          aria-label="Find steps"
          placeholder="A part of a name"
          value={find}
          onWrite={(text) => onSearch({ ...search, find: text })}
        />
      }
    >
      <QueryState query={query}>
        {({ pages }) => {
          const loaded = pages.flatMap(stepLines)
          const lines = loaded.filter((it) => it.count > 0 && hasPart(it.step, find))
          const left = pages.at(-1)?.lengths.leftOut ?? 0
          return (
            <>
              <ul className={styles['steps']} aria-label="Steps, those that failed most first">
                {lines.map((line) => (
                  <StepRow key={line.step} line={line} search={search} />
                ))}
              </ul>
              {lines.length === 0 && <Empty title={nothingOf(find, loaded.length, left > 0)} />}
              {left > 0 && (
                <Button
                  mt="sm"
                  variant="default"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  {left.toLocaleString('en')} more {left === 1 ? 'step' : 'steps'}
                </Button>
              )}
            </>
          )
        }}
      </QueryState>
    </Section>
  )
}

function hasPart(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase())
}

function nothingOf(find: string, loaded: number, isPart: boolean): string {
  const steps = isPart ? `None of the ${loaded} steps that are loaded` : 'No step'
  return find ? `${steps} has ‘${find}’ in its name` : `${steps} has begun in such runs`
}

function StepRow({ line, search }: { line: StepLine; search: HistorySearch }): ReactElement {
  const { step, values, failed, slow, count, median, p95 } = line
  const isChosen = search.step === step
  return (
    <li className={styles['step']} data-chosen={isChosen || undefined}>
      <Link
        to="."
        search={(old) => ({ ...old, step })}
        aria-current={isChosen || undefined}
        title={step}
      >
        <code>{step}</code>
      </Link>
      <Sparkline values={values} failed={failed} slow={slow} />
      <span>
        median {valueText(median, 'length')}
        <br />
        p95 {valueText(p95, 'length')}
      </span>
      <span className={styles['state']}>
        {failed.size > 0 && (
          <strong>
            {failed.size} of {count} failed
          </strong>
        )}
        {slow.size > 0 && <em>{slow.size} slow</em>}
        {failed.size === 0 && slow.size === 0 && (
          <span>
            {count} {count === 1 ? 'run' : 'runs'}, none failed
          </span>
        )}
      </span>
    </li>
  )
}
