// Makes pictures of every page of a server that runs: wide and narrow, light and dark.
// node pictures.mjs INSTANCE OUT [PAGE]: INSTANCE is the folder with server.json, PAGE a part of a page's name.
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const [instance, out, only = ''] = process.argv.slice(2)
if (!instance || !out) {
  console.error('test/browser/pictures INSTANCE OUT [PAGE]: the folder of a running server, and where to put pictures')
  process.exit(2)
}
const server = JSON.parse(readFileSync(join(instance, 'server.json'), 'utf8'))
const base = server.url.replace(/\/$/, '')

async function ask(query) {
  const response = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(server.token ? { Authorization: `Bearer ${server.token}` } : {}),
    },
    body: JSON.stringify({ query }),
  })
  return (await response.json()).data
}

const facts = await ask(
  '{failed:runs(filter:{statuses:[FAILED]},limit:1){runs{id}} good:runs(filter:{statuses:[SUCCEEDED]},limit:1){runs{id}}' +
    ' locations{name jobs(limit:200){jobs{name newestRun{id}}}} assets(limit:1){assets{key}}}',
)
// Of each location one that has run, so that there is something to see.
const jobs = facts.locations.flatMap(({ name, jobs: { jobs } }) => {
  const job = jobs.find((it) => it.newestRun) ?? jobs[0]
  return job ? [[name, `${name}/${job.name}`]] : []
})
const pages = {
  overview: '/overview',
  runs: '/runs',
  'runs-failed': '/runs?status=FAILED',
  'runs-filtered': '/runs?since=7d&text=failed',
  'overview-day': '/overview?window=24h',
  ...Object.fromEntries(facts.failed.runs.map(({ id }) => ['run-failed', `/runs/${id}`])),
  ...Object.fromEntries(facts.good.runs.map(({ id }) => ['run', `/runs/${id}`])),
  ...Object.fromEntries(facts.good.runs.map(({ id }) => ['run-output', `/runs/${id}?pane=output`])),
  ...Object.fromEntries(facts.good.runs.map(({ id }) => ['run-results', `/runs/${id}?pane=results`])),
  ...Object.fromEntries(facts.failed.runs.map(({ id }) => ['compare', `/compare?right=${id}`])),
  jobs: '/jobs',
  ...Object.fromEntries(jobs.map(([location, job]) => [`job-${location}`, `/jobs/${job}`])),
  ...Object.fromEntries(jobs.map(([location, job]) => [`history-${location}`, `/jobs/${job}?tab=history&table=true`])),
  ...Object.fromEntries(jobs.map(([location, job]) => [`matrix-${location}`, `/jobs/${job}?tab=partitions`])),
  ...Object.fromEntries(jobs.map(([location, job]) => [`launch-${location}`, `/launch/${job}`])),
  assets: '/assets',
  lineage: '/lineage',
  partitions: '/partitions',
  ...Object.fromEntries(
    facts.assets.assets.flatMap(({ key }) => [
      ['asset', `/asset/${key}`],
      ['asset-plots', `/asset/${key}?tab=plots`],
      ['asset-partitions', `/asset/${key}?tab=partitions`],
      ['materialize', `/launch?select=${encodeURIComponent(key)}`],
    ]),
  ),
  deployment: '/deployment',
}
const looks = { wide: { width: 1440, height: 900 }, narrow: { width: 480, height: 900 } }

mkdirSync(out, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.DAGWERK_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
})
const context = await browser.newContext({ reducedMotion: 'reduce' })
const page = await context.newPage()
await page.goto(`${base}/overview#token=${server.token ?? ''}`)
await page.locator('h1').waitFor()
for (const [name, path] of Object.entries(pages)) {
  if (!name.includes(only)) continue
  await page.goto(base + path)
  for (const [look, size] of Object.entries(looks)) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme })
      await page.locator('h1').first().waitFor()
      await page.locator('[aria-busy]').first().waitFor({ state: 'hidden' })
      await page.getByText('Drawing the graph').waitFor({ state: 'hidden' })
      await page.waitForTimeout(300)
      await page.screenshot({ path: join(out, `${name}-${look}-${colorScheme}.png`) })
    }
  }
  console.log(name)
}
await browser.close()
