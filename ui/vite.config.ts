import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env['DAGWERK_SERVER'] ?? 'http://127.0.0.1:3070'

const graphs = '@xyflow|d3-|zustand|classcat|elkjs'
const manyRuns =
  'src/(shared/(plot|matrix|partition)|job/(history|matrix)|asset/(plots|matrix))/(?!.*-(search|page))'
const editor = '@codemirror|@lezer|@marijn|style-mod|w3c-keyname|crelt|yaml/'

export default defineConfig({
  // The server writes its path prefix into <base href>; what the bundle names is relative to it.
  base: './',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: 'target/dist',
    emptyOutDir: true,
    // The server says that assets may be kept for ever, so nothing is put into data: addresses.
    assetsInlineLimit: 0,
    target: 'es2022',
    // A page is the frame, its libraries, and one part of its own: few requests, not dozens.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What draws graphs and edits configs is loaded where that is done; a group takes what its modules
            // need along, so what all need is taken first. What is shared goes with the libraries, as one file less:
            // what is told has a connection of its own.
            {
              name: 'libraries',
              test: new RegExp(
                `node_modules/(?!${graphs}|${editor})|(?!${manyRuns})src/shared|(history|plots)-search`,
              ),
              priority: 3,
            },
            // What is seen of many runs is one file; its addresses are read by the router, so they go before it.
            { name: 'many-runs', test: new RegExp(manyRuns), priority: 2 },
            // What the pages of assets share is one file too.
            {
              name: 'asset-parts',
              test: /src\/asset\/(assets-table|check-state|facets)/,
              priority: 2,
            },
            { name: 'graphs', test: new RegExp(`node_modules/(${graphs})`), priority: 2 },
            { name: 'editor', test: new RegExp(`node_modules/(${editor})`), priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      // The server answers its own origin alone.
      '/graphql': { target: server, ws: true, changeOrigin: true, headers: { origin: server } },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}', 'build/*.test.mjs'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true,
    // Others build at the same time.
    maxWorkers: 2,
    testTimeout: 60_000,
  },
})
