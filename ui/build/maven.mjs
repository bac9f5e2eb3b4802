// Builds or checks when a source has changed since that was last done, by what the sources hold.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { whenChanged, whenReported } from './mark.mjs'

const NOT_SOURCES = new Set(['node_modules', 'target', 'generated'])
// Where the gate of the acceptance checks looks for what ran.
const REPORT = 'target/surefire-reports/TEST-vitest.xml'
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
  whenChanged('target/built.sha256', hashOf(sources('.'), SCHEMA), isBuilt, () => {
    // What was built before has other names, and would stay in the jar.
    rmSync('target/classes/io/dagwerk/ui', { recursive: true, force: true })
    npm('run', '--silent', 'build')
  })
} else {
  const check = () => npm('run', '--silent', 'check')
  whenReported('target/checked.sha256', hashOf(sources('.'), SCHEMA), REPORT, check)
}

function install() {
  const isInstalled = existsSync('node_modules')
  whenChanged('target/installed.sha256', hashOf(['package-lock.json', '.npmrc']), isInstalled, () =>
    npm('ci', '--no-audit', '--no-fund'),
  )
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
