import { expect, it } from 'vitest'
import { resultsOf, type ResultEvent } from './results'

const amount = (value: number) => ({ kind: 'Amount', value })

function event(position: number, kind: string, step: string, json: object): ResultEvent {
  return { position, time: '2026-01-01T00:00:00Z', kind, step, text: `a ${kind}`, json }
}

const stored = event(1, 'OutputStored', 'orders', {
  output: 'result',
  address: { kind: 'OfAsset', asset: 'orders', partition: '2026-01-01' },
  ioManager: 'tables',
  metadata: { rows: amount(1), table: { kind: 'Text', text: 'orders' } },
})
const materialized = event(2, 'AssetMaterialized', 'orders', {
  asset: 'orders',
  partition: '2026-01-01',
  metadata: { rows: amount(42) },
})

it('tells an output that is the value of an asset once, with what is said of both', () => {
  const [result, ...others] = resultsOf([stored, materialized])
  expect(others).toEqual([])
  expect(result).toMatchObject({
    position: 2,
    what: 'asset',
    name: 'result',
    asset: 'orders',
    partition: '2026-01-01',
    by: 'tables',
  })
  expect(result?.metadata.map((row) => `${row.name} ${row.text}`)).toEqual([
    'table orders',
    'rows 42',
  ])
})

it.each([
  [{ passed: true, severity: 'ERROR' }, 'PASSED'],
  [{ passed: false, severity: 'WARN' }, 'WARNED'],
  [{ passed: false, severity: 'ERROR' }, 'FAILED'],
])('tells how a check came out: %o', (json, outcome) => {
  const [result] = resultsOf([
    event(1, 'CheckEvaluated', 's', {
      ...json,
      check: 'c',
      asset: 'a',
      description: 'all is well',
    }),
  ])
  expect(result).toMatchObject({
    what: 'check',
    name: 'c',
    asset: 'a',
    outcome,
    text: 'all is well',
  })
})

it.each([
  ['OutputStored', { output: 'x', address: { kind: 'OfStep' } }, 'output', 'x'],
  ['FactsReported', { metadata: { rows: amount(7) } }, 'facts', ''],
  ['AssetObserved', { asset: 'a' }, 'observation', ''],
  ['OutputStored', null, 'output', ''],
])('reads %s of %o', (kind, json, what, name) => {
  expect(resultsOf([event(1, kind, 's', json as object)])[0]).toMatchObject({ what, name })
})
