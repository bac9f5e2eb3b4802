import { Button, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactElement, type ReactNode } from 'react'
import { request } from '@/shared/api/client'
import { READ_ONCE } from '@/shared/api/read-once'
import { AssetNumbersDocument, type AssetNumbersQuery } from '@/shared/api/generated/graphql'
import { Empty } from '@/shared/components/empty'
import { QueryState } from '@/shared/components/query-state'
import { NO_FLAGS, zoomed, type PlotData } from '@/shared/plot/model'
import { PlotPanel } from '@/shared/plot/plot-panel'
import { PlotTable } from '@/shared/plot/plot-table'
import { PlotSwitches } from '@/shared/plot/plot-switches'
import { NewRuns } from '@/shared/run/new-runs'
import { without } from '@/shared/without'
import type { Asset } from '../asset-page'
import styles from './plots.module.css'
import type { PlotsSearch } from './plots-search'

interface Props {
  asset: Asset
  search: PlotsSearch
  onSearch: (change: PlotsSearch) => void
}

type Answer = AssetNumbersQuery['assetHistory']

/** The numbers that materializations and checks of an asset told. */
export function AssetPlots({ asset, search, onSearch }: Props): ReactElement {
  const { check, number } = search
  const by = search.by ?? 'RUN'
  const { key } = asset
  const query = useQuery({
    queryKey: ['asset-numbers', key, check, number, by],
    queryFn: async ({ signal }) =>
      (
        await request(
          AssetNumbersDocument,
          { key, check: check ?? null, number: number ?? null, by },
          signal,
        )
      ).assetHistory,
    ...READ_ONCE,
  })
  const read = () => void query.refetch()
  return (
    <>
      <Tools asset={asset} numbers={query.data?.numbers ?? []} search={search} onSearch={onSearch}>
        <Button variant="default" onClick={read}>
          Refresh
        </Button>
        <NewRuns
          location={asset.location}
          readAt={query.dataUpdatedAt}
          isReading={query.isFetching}
          onRead={read}
        />
      </Tools>
      <QueryState query={query}>
        {(answer) => <Numbers answer={answer} asset={asset} search={search} onSearch={onSearch} />}
      </QueryState>
    </>
  )
}

function Tools(props: Props & { numbers: string[]; children: ReactNode }): ReactElement {
  const { asset, numbers, search, onSearch } = props
  const set = (change: PlotsSearch, ...left: (keyof PlotsSearch)[]) =>
    onSearch({ ...without(search, ...left), ...change })
  return (
    <div className={styles['tools']}>
      {asset.checks.length > 0 && (
        <Select
          aria-label="Numbers of"
          w={230}
          allowDeselect={false}
          value={search.check ?? ''}
          data={[
            { value: '', label: 'Materializations' },
            ...asset.checks.map((it) => ({ value: it.name, label: `Check ${it.name}` })),
          ]}
          onChange={(check) => set(check ? { check } : {}, 'check', 'number', 'between')}
        />
      )}
      {numbers.length > 0 && (
        <Select
          aria-label="Number"
          w={190}
          allowDeselect={false}
          value={search.number ?? numbers[0] ?? null}
          data={numbers}
          onChange={(number) => set(number ? { number } : {}, 'number')}
        />
      )}
      {asset.partitionCount !== null && (
        <SegmentedControl
          aria-label="Over"
          value={search.by ?? 'RUN'}
          data={[
            { value: 'RUN', label: 'Time' },
            { value: 'PARTITION', label: 'Partition' },
          ]}
          onChange={(by) => set(by === 'RUN' ? {} : { by: 'PARTITION' }, 'by', 'between')}
        />
      )}
      <PlotSwitches
        shown={search}
        onChange={(key, isOn) => set(isOn ? { [key]: true } : {}, key)}
      />
      {props.children}
    </div>
  )
}

function Numbers(props: Props & { answer: Answer }): ReactElement {
  const { answer, asset, search, onSearch } = props
  const { between, check } = search
  const [current, setCurrent] = useState<number>()
  const name = search.number ?? answer.numbers[0] ?? ''
  const data = useMemo(
    () => zoomed(plotOf(answer, name, search.by ?? 'RUN'), between),
    [answer, name, search.by, between],
  )
  const subject = check === undefined ? asset.key : `check ${check}`
  const step = check === undefined ? asset.key : `${asset.key}.${check}`
  const stepOf = (index: number) =>
    search.by === 'PARTITION' ? `${step}[${data.points[index]?.key ?? ''}]` : step
  if (answer.numbers.length === 0 || data.points.length === 0) return <Nothing check={check} />
  return (
    <>
      {!answer.isWhole && <p className={styles['faint']}>Older ones are left out.</p>}
      <PlotPanel
        title={name}
        name={`${name} of ${subject}`}
        data={data}
        isLog={search.log === true}
        height={300}
        stepOf={stepOf}
        current={current}
        onCurrent={setCurrent}
        onZoom={(from, to) => {
          const [a, b] = [data.points[from]?.key, data.points[to]?.key]
          setCurrent(undefined)
          if (a !== undefined && b !== undefined) onSearch({ ...search, between: [a, b] })
        }}
        tools={
          between && (
            <Button variant="default" onClick={() => onSearch(without(search, 'between'))}>
              Show all, not {data.points.length}
            </Button>
          )
        }
      />
      {search.table && <PlotTable label={`${name} of ${subject}`} data={data} stepOf={stepOf} />}
    </>
  )
}

function Nothing({ check }: { check: string | undefined }): ReactElement {
  return check === undefined ? (
    <Empty title="No materialization told a number">
      What a function reports as metadata is plotted here: <code>context.report("rows", 42)</code>.
    </Empty>
  ) : (
    <Empty title="This check told no number">
      What a check reports as metadata beside its judgement is plotted here.
    </Empty>
  )
}

function plotOf(answer: Answer, name: string, by: 'RUN' | 'PARTITION'): PlotData {
  const [first] = answer.series
  const levels = [
    { name: 'median', value: first?.median },
    { name: 'p95', value: first?.p95 },
  ].flatMap(({ name: level, value }) => (value == null ? [] : [{ name: level, value }]))
  return {
    points: answer.points,
    series: [{ key: name, name, values: first?.values ?? [], look: 'solid', measured: 'number' }],
    levels,
    flags: NO_FLAGS,
    by,
  }
}
