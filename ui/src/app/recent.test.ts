import { expect, it } from 'vitest'
import { keepRecent, MOST_RECENT, placeAt, readRecent } from './recent'

it.each([
  ['/runs/01a2', { kind: 'run', text: '01a2' }],
  ['/jobs/shop/a%20b', { kind: 'job', text: 'a b', detail: 'shop' }],
  ['/asset/raw/orders', { kind: 'asset', text: 'raw/orders' }],
  ['/runs', undefined],
  ['/jobs/shop', undefined],
  ['/overview', undefined],
  ['/asset/%E0%A4%A', undefined],
])('knows what %s is', (path, place) => {
  if (place) expect(placeAt(path)).toMatchObject({ ...place, to: path })
  else expect(placeAt(path)).toBeUndefined()
})

function storeWith(text: string | null) {
  let kept = text
  return () => ({
    getItem: () => kept,
    setItem: (_: string, next: string) => {
      kept = next
    },
  })
}

it('keeps what was opened last first, each once, and not more than some', () => {
  const store = storeWith(null)
  for (let run = 0; run < 20; run++) keepRecent(store, `/runs/${run}`)
  keepRecent(store, '/runs/15')
  keepRecent(store, '/overview')
  const texts = readRecent(store).map((it) => it.text)
  expect(texts).toEqual(['15', '19', '18', '17', '16', '14', '13', '12'])
  expect(texts).toHaveLength(MOST_RECENT)
})

it.each(['{', '{}', '[1, null, "/overview"]'])('takes %s for nothing', (text) => {
  expect(readRecent(storeWith(text))).toEqual([])
})

it('lives without a store', () => {
  const none = () => {
    throw new Error('refused')
  }
  keepRecent(none, '/runs/1')
  expect(readRecent(none)).toEqual([])
})
