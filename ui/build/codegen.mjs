// Generates the types of the API's documents from its schema, into src/shared/api/generated.
// A document is a *.graphql file beside what asks it; in the bundle it is a plain string.
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import { preset } from '@graphql-codegen/client-preset'
import { buildASTSchema, parse } from 'graphql'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const schemaFile = join(
  root,
  '../service/graphql/src/main/resources/io/dagwerk/graphql/schema.graphqls',
)
const output = join(root, 'src/shared/api/generated')

function documentsIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => join(folder, name))
}

const schema = parse(readFileSync(schemaFile, 'utf8'))
const documents = documentsIn(join(root, 'src')).map((location) => {
  const rawSDL = readFileSync(location, 'utf8')
  return { location, rawSDL, document: parse(rawSDL) }
})

const files = await preset.buildGeneratesSection({
  baseOutputDir: `${output}/`,
  schema,
  schemaAst: buildASTSchema(schema),
  documents,
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    skipTypename: false,
    scalars: { Json: 'unknown', Long: 'number', Time: 'string' },
  },
  presetConfig: { fragmentMasking: false },
  plugins: [],
  pluginMap: {},
  profiler: { run: (action) => action(), collect: () => [] },
})

let written = 0
for (const file of files) {
  // The lookup of a document by its text would put each of them into the bundle twice.
  if (!file.filename.endsWith('graphql.ts')) continue
  const text = '/* eslint-disable */\n' + (await codegen(file))
  mkdirSync(dirname(file.filename), { recursive: true })
  if (!existsSync(file.filename) || readFileSync(file.filename, 'utf8') !== text) {
    writeFileSync(file.filename, text)
    written++
  }
}
console.log(`codegen: ${documents.length} documents, ${written} files written`)
