// picture.mjs [overview|stills FOLDER] : waits until the demo at RINGSIDE_URL has all its history; or takes pictures of its Overview, one
// every few seconds; or one of each page that the quick start shows.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core')
const base = process.env.RINGSIDE_URL
const [what, folder] = process.argv.slice(2)
const frames = 24
const everyMs = 6_000
const patienceMs = 20 * 60_000
const yearMs = 365 * 86_400_000

/** Pictures of a half-filled year would show an import, not the page. */
async function historyIsThere() {
  const end = Date.now() + patienceMs
  while (Date.now() < end) {
    const status = await (await fetch(`${base}/api/v1/ingest/status`)).json()
    const whole = Date.parse(status.newest_initiation) - Date.parse(status.oldest_initiation) > yearMs
    if (!status.import?.running && whole && status.projection_lag_seconds < 10) return
    await pause(1_000)
  }
  throw new Error('the history is still not there')
}

async function open() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US', colorScheme: 'light' })
  return { browser, page }
}

async function takeStills() {
  const { browser, page } = await open()
  await page.goto(`${base}/pipeline`)
  await page.locator('tbody tr').first().waitFor()
  await page.screenshot({ path: join(folder, 'pipeline.png') })
  await page.goto(`${base}/pipeline/check`)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.locator('[data-findings]').waitFor()
  await page.screenshot({ path: join(folder, 'check.png') })
  await browser.close()
}

async function takePictures() {
  const { browser, page } = await open()
  await page.goto(base)
  await page.locator('[data-total="contacts"]').waitFor()
  for (let i = 0; i < frames; i++) {
    await page.screenshot({ path: join(folder, `${String(i).padStart(3, '0')}.png`) })
    await pause(everyMs)
  }
  await browser.close()
}

if (what === 'overview') await takePictures()
else if (what === 'stills') await takeStills()
else await historyIsThere()
