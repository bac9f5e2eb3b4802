import { expect, it } from 'vitest'
import { stepNamed } from './step-named'

const KEYS = ['airports', 'flights.fresh[2001-01-01]', 'flights[2001-01-01]', 'flights[2001-01-02]']

it.each([
  ['airports', 'airports'],
  ['flights', 'flights[2001-01-01]'],
  ['flights[2001-01-02]', 'flights[2001-01-02]'],
  ['flights.fresh', 'flights.fresh[2001-01-01]'],
  ['airports[2001-01-01]', 'airports'],
  ['flights[2001-01]', 'flights[2001-01-01]'],
  ['flight', 'flight'],
])('takes %s for %s', (name, key) => {
  expect(stepNamed(name, KEYS)).toBe(key)
})
