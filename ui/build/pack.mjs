// Makes what was built ready to be served: `.gz` beside each text file, and `assets.list`, which
// names every file with its size, so that a server reads it once at its start.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../target/dist')
const texts = new Set(['.css', '.html', '.js', '.json', '.map', '.svg', '.txt'])

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz') && entry.name !== 'assets.list')
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1))
  .sort()

const lines = files.map((file) => {
  const path = join(dist, file)
  const isText = texts.has(extname(file))
  // What is not smaller is sent as it is.
  const packed = isText ? gzipSync(readFileSync(path), { level: 9 }) : undefined
  const size = statSync(path).size
  if (!packed || packed.length >= size) return `${file}\t${size}\t-`
  writeFileSync(`${path}.gz`, packed)
  return `${file}\t${size}\t${packed.length}`
})
writeFileSync(join(dist, 'assets.list'), lines.join('\n') + '\n')
console.log(`pack: ${files.length} files`)
