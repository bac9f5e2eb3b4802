import { expect, it } from 'vitest'
import { launchOfRun } from './of-run'

const tag = (key: string, value: string) => ({ key, value })

it.each([
  ['nothing said', 'default', [], {}],
  ['its mode', 'test', [], { mode: 'test' }],
  [
    'its part, its partitions and its own tags',
    'default',
    [
      tag('dagwerk/selection', 'load+'),
      tag('dagwerk/partitions', '2026-01-01..2026-01-03'),
      tag('dagwerk/schedule', 'nightly'),
      tag('team', 'a=b'),
    ],
    { select: 'load+', partitions: '2026-01-01..2026-01-03', tag: ['team=a=b'] },
  ],
  ['too much for an address', 'default', [tag('dagwerk/selection', 'x'.repeat(4_000))], undefined],
])('a run with %s', (_, mode, tags, expected) => {
  expect(launchOfRun({ mode, tags })).toEqual(expected)
})
