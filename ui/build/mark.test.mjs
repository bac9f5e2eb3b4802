import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whenChanged, whenReported } from './mark.mjs'

let folder
let runs
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mark-'))
  runs = 0
})
afterEach(() => rmSync(folder, { recursive: true }))

const mark = () => join(folder, 'target', 'done')
const report = () => join(folder, 'report.xml')
const check = (hash) =>
  whenReported(mark(), hash, report(), () => {
    runs++
    writeFileSync(report(), `run of ${hash}`)
  })

it('leaves out what has not changed and is there', () => {
  const build = (hash, isThere) => whenChanged(mark(), hash, isThere, () => runs++)
  build('a', true)
  build('a', true)
  expect(runs).toBe(1)
  build('a', false)
  build('b', true)
  expect(runs).toBe(3)
})

it('lets the report of a check that is left out count as of now', () => {
  check('a')
  utimesSync(report(), 1, 1)
  const before = Date.now()
  check('a')
  expect(runs).toBe(1)
  expect(statSync(report()).mtimeMs).toBeGreaterThanOrEqual(before - 1)
})

it('checks again where the report is gone or another, or a source has changed', () => {
  check('a')
  rmSync(report())
  check('a')
  writeFileSync(report(), 'of one test')
  check('a')
  check('b')
  expect(runs).toBe(4)
})

it('remembers no check that failed or reported nothing', () => {
  const failing = () => {
    throw new Error('a test failed')
  }
  expect(() => whenReported(mark(), 'a', report(), failing)).toThrow('a test failed')
  expect(() => whenReported(mark(), 'a', report(), () => {})).toThrow(/ENOENT/)
  check('a')
  expect(runs).toBe(1)
})
