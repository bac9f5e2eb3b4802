// Builds or checks when a source has changed since that was last done, by what the sources hold.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NOT_SOURCES = new Set(['node_modules', 'target', 'generated'])
const SCHEMA = '../service/graphql/src/main/resources/io/dagwerk/graphql/schema.graphqls'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The UI is built with Node.js 20.19 or newer, and this is ${process.version}.`)
  console.error('Install a newer one, or leave the UI out with -DskipUi.')
  process.exit(1)
}

const step = process.argv[2]
install()
if (step === 'build') {
  const isBuilt = existsSync('target/dist/assets.list')
  whenChanged('built', hashOf(sources('.'), SCHEMA), isBuilt, () => {
    // What was built before has other names, and would stay in the jar.
    rmSync('target/classes/io/dagwerk/ui', { recursive: true, force: true })
    npm('run', '--silent', 'build')
  })
} else {
  whenChanged('checked', hashOf(sources('.'), SCHEMA), true, () => npm('run', '--silent', 'check'))
}

function install() {
  const isInstalled = existsSync('node_modules')
  whenChanged('installed', hashOf(['package-lock.json', '.npmrc']), isInstalled, () =>
    npm('ci', '--no-audit', '--no-fund'),
  )
}

/** Remembers only what came to a good end. */
function whenChanged(what, hash, isThere, action) {
  const mark = join('target', `${what}.sha256`)
  if (isThere && existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  action()
  mkdirSync('target', { recursive: true })
  writeFileSync(mark, hash)
}

function npm(...args) {
  try {
    execFileSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'] })
  } catch {
    console.error(`npm ${args.join(' ')} failed in the folder ui; its output is above.`)
    process.exit(1)
  }
}

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCES.has(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? sources(path) : [path]
  })
}

function hashOf(files, ...others) {
  const hash = createHash('sha256')
  for (const file of [...files, ...others].sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
