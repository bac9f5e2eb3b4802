import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { shortId } from '../components/copy'
import { Faint, Time } from '../components/time'
import { VirtualTable, type Column } from '../components/virtual-table'
import { useTimeStyle } from '../settings/use-time-style'
import { remarks, type PlotData } from './model'
import { pointName } from './point-name'
import styles from './plot.module.css'
import { valueText } from './scale'

interface Props {
  label: string
  data: PlotData
  stepOf?: ((index: number) => string | undefined) | undefined
}

/** The points of a plot as a table, the newest first. */
export function PlotTable({ label, data, stepOf }: Props): ReactElement {
  const style = useTimeStyle()
  const now = Date.now()
  const rows = data.points.map((_, index) => data.points.length - 1 - index)
  const columns: Column<number>[] = [
    {
      key: 'point',
      head: data.by === 'PARTITION' ? 'Partition' : 'Time',
      width: 'minmax(110px, 1.4fr)',
      cell: (index) => {
        const point = data.points[index]
        if (!point) return null
        if (data.by === 'RUN') return <Time at={point.time} />
        return pointName(point, data.by, style, now)
      },
    },
    {
      key: 'run',
      head: 'Run',
      width: '84px',
      cell: (index) => <PointRun run={data.points[index]?.run ?? null} step={stepOf?.(index)} />,
    },
    ...data.series.map((it): Column<number> => ({
      key: it.key,
      head: it.name,
      width: 'minmax(60px, 1fr)',
      align: 'right',
      cell: (index) => valueText(it.values[index], it.measured),
    })),
    {
      key: 'remarks',
      head: 'To know',
      width: '2fr',
      from: 600,
      cell: (index) => remarks(data, index).join(', '),
    },
  ]
  return (
    <div className={styles['table']}>
      <VirtualTable label={label} columns={columns} rows={rows} keyOf={String} />
    </div>
  )
}

function PointRun(props: { run: string | null; step: string | undefined }): ReactElement {
  const { run, step } = props
  if (!run) return <Faint>reported</Faint>
  return (
    <Link to="/runs/$runId" params={{ runId: run }} search={step ? { step } : {}} title={run}>
      <code>{shortId(run)}</code>
    </Link>
  )
}
