import { expect, it } from 'vitest'
import { sqlTokens } from './sql'

it.each([
  ['select a from t', ['word:select', 'other: a ', 'word:from', 'other: t']],
  ["x = 'it''s' -- why", ['other:x = ', "text:'it''s'", 'other: ', 'comment:-- why']],
  ['limit 10.5', ['word:limit', 'other: ', 'number:10.5']],
  ['"from" /* open', ['other:"from" ', 'comment:/* open']],
  ["'never closed", ["text:'never closed"]],
  ['', []],
])('reads %s', (sql, expected) => {
  expect(sqlTokens(sql).map((it) => `${it.kind}:${it.text}`)).toEqual(expected)
  expect(
    sqlTokens(sql)
      .map((it) => it.text)
      .join(''),
  ).toBe(sql)
})
