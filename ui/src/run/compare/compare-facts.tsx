import type { ReactElement, ReactNode } from 'react'
import { StatusBadge } from '@/shared/components/status'
import { Time } from '@/shared/components/time'
import { JobLink, partitionsOf, RunLink } from '@/shared/run/run-cells'
import { duration } from '@/shared/time/format'
import { ranMillis, waitedMillis, type ComparedRun } from './comparison'
import styles from './compare.module.css'
import { Delta } from './delta'

interface Fact {
  name: string
  /** What is compared; null for what always differs. */
  value: (run: ComparedRun) => string | number | null
  show?: (run: ComparedRun) => ReactNode
}

const FACTS: Fact[] = [
  {
    name: 'Status',
    value: (run) => run.status,
    show: (run) => <StatusBadge status={run.status} />,
  },
  {
    name: 'Job',
    value: (run) => `${run.location} ${run.job}`,
    show: (run) => <JobLink run={run} />,
  },
  { name: 'Partitions', value: (run) => partitionsOf(run) ?? '' },
  { name: 'Created', value: () => null, show: (run) => <Time at={run.created} /> },
  {
    name: 'Code',
    value: (run) => run.codeVersion,
    show: (run) => <code title={run.codeVersion}>{run.codeVersion.slice(0, 12)}</code>,
  },
  { name: 'Mode', value: (run) => run.mode },
  { name: 'Priority', value: (run) => run.priority },
  { name: 'Attempts', value: (run) => run.attempt },
]

/** What is the same in both and says nothing. */
const QUIET = new Set(['Partitions', 'Mode', 'Priority', 'Attempts'])

export function CompareFacts({
  left,
  right,
}: {
  left: ComparedRun
  right: ComparedRun
}): ReactElement {
  return (
    <section aria-label="Runs">
      <table className={styles['facts']}>
        <thead>
          <tr>
            <td />
            <th scope="col">
              Left <RunLink id={left.id} />
            </th>
            <th scope="col">
              Right <RunLink id={right.id} />
            </th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {FACTS.map((fact) => (
            <FactRow key={fact.name} fact={fact} left={left} right={right} />
          ))}
          <LengthRow name="Waited" left={waitedMillis(left)} right={waitedMillis(right)} />
          <LengthRow name="Ran" left={ranMillis(left)} right={ranMillis(right)} />
        </tbody>
      </table>
    </section>
  )
}

function FactRow(props: { fact: Fact; left: ComparedRun; right: ComparedRun }): ReactNode {
  const { fact, left, right } = props
  const isSame = fact.value(left) === fact.value(right)
  if (isSame && QUIET.has(fact.name)) return null
  const show = fact.show ?? ((run) => fact.value(run))
  return (
    <tr data-differs={!isSame || undefined}>
      <th scope="row">{fact.name}</th>
      <td>{show(left)}</td>
      <td>{show(right)}</td>
      <td>{fact.value(left) !== null && (isSame ? 'the same' : 'differs')}</td>
    </tr>
  )
}

function LengthRow(props: {
  name: string
  left: number | null
  right: number | null
}): ReactElement {
  const { left, right } = props
  return (
    <tr>
      <th scope="row">{props.name}</th>
      <td>{left === null ? '–' : duration(left)}</td>
      <td>{right === null ? '–' : duration(right)}</td>
      <td>{left !== null && right !== null && <Delta before={left} delta={right - left} />}</td>
    </tr>
  )
}
