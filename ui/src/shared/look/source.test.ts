import { expect, it } from 'vitest'
import { fileOf, sourceOf } from './source'

const SOURCES = 'https://host/team/repo/blob/main/{file}'

it.each([
  ['a path', SOURCES, 'jobs/load.yaml', 'https://host/team/repo/blob/main/jobs/load.yaml'],
  [
    'a path with signs',
    SOURCES,
    'jobs/a b#1?.yaml',
    'https://host/team/repo/blob/main/jobs/a%20b%231%3F.yaml',
  ],
  [
    'a path in a query',
    'https://host/see?path={file}&at=main',
    'a/b',
    'https://host/see?path=a/b&at=main',
  ],
  ['an address of the web', null, 'https://other/x.yaml', 'https://other/x.yaml'],
  ['no script', SOURCES, 'javascript:alert(1)', undefined],
  ['nothing outside', SOURCES, '../../other/repo', undefined],
  ['nothing absolute', SOURCES, '/etc/passwd', undefined],
  ['no address with a name', null, 'https://me:secret@other/x', undefined],
  ['nothing without settings', null, 'jobs/load.yaml', undefined],
  ['no other scheme of the settings', 'ftp://host/{file}', 'a', undefined],
])('links to %s', (_, sources, file, expected) => {
  expect(sourceOf(sources, file)).toBe(expected)
})

it('finds the file among tags', () => {
  const tags = [
    { key: 'owner', value: 'bi' },
    { key: 'file', value: 'a.yaml' },
  ]
  expect([fileOf(tags), fileOf([])]).toEqual(['a.yaml', undefined])
})
