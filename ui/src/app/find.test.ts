import { expect, it } from 'vitest'
import { find, isRunId, type Place } from './find'

const places: Place[] = [
  { kind: 'page', text: 'Runs', detail: '', to: '/runs' },
  { kind: 'job', text: 'reruns', detail: 'flights', to: '/jobs/flights/reruns' },
  { kind: 'asset', text: 'raw/flights', detail: 'group raw', to: '/asset/raw/flights' },
  { kind: 'run', text: '0192abcd', detail: 'refresh runs', to: '/runs/0192abcd' },
]

it.each([
  ['', ['Runs', 'reruns', 'raw/flights', '0192abcd']],
  ['runs', ['Runs', 'reruns', '0192abcd']],
  ['flights', ['reruns', 'raw/flights'].reverse()],
  ['raw group', ['raw/flights']],
  ['0192', ['0192abcd']],
  ['nothing', []],
])('finds for "%s"', (text, expected) => {
  expect(find(places, text).map((it) => it.text)).toEqual(expected)
})

it('shows a few of each kind', () => {
  const many = Array.from({ length: 50 }, (_, i): Place => ({
    kind: 'run',
    text: `r${i}`,
    detail: '',
    to: `/x/${i}`,
  }))
  expect(find([...many, ...places], 'r').filter((it) => it.kind === 'run')).toHaveLength(8)
})

it('knows a whole run id', () => {
  expect(isRunId('01939f5e-8a3b-7c44-9d1e-0123456789ab')).toBe(true)
  expect(isRunId('01939f5e')).toBe(false)
})
