// Remembers by a mark what came to a good end, and leaves it out while nothing has changed since.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export function whenChanged(mark, hash, isThere, action) {
  if (isThere && existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  action()
  write(mark, hash)
}

/**
 * The report of an action that is left out is still true, and is made one of now. Another that was written since,
 * such as one of some tests alone, is none of it: then the action is done again.
 */
export function whenReported(mark, hash, report, action) {
  const seen = () => `${hash} ${createHash('sha256').update(readFileSync(report)).digest('hex')}`
  if (existsSync(report) && existsSync(mark) && readFileSync(mark, 'utf8') === seen()) {
    const now = new Date()
    utimesSync(report, now, now)
    return
  }
  action()
  write(mark, seen())
}

function write(mark, text) {
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, text)
}
