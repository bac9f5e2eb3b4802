import { expect, it } from 'vitest'
import { metadataOf } from './metadata'

it('reads metadata as rows', () => {
  const metadata = {
    table: { kind: 'Text', text: 'airports' },
    rows: { kind: 'Amount', value: 3376 },
    page: { kind: 'Url', url: 'https://example.org' },
    path: { kind: 'Other', a: 1, b: 2 },
  }
  expect(metadataOf({ metadata })).toEqual([
    { name: 'table', text: 'airports', isNumber: false },
    { name: 'rows', text: '3,376', isNumber: true },
    { name: 'page', text: 'https://example.org', isNumber: false, url: 'https://example.org' },
    { name: 'path', text: '{"a":1,"b":2}', isNumber: false },
  ])
  expect(metadataOf({})).toEqual([])
})
