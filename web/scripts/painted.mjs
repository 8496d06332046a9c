// Measures how long a contact event takes to become a painted number: from just before the request that carries it is sent
// to the first frame whose document shows the new number, both by one clock, in a real Chromium.
//   npm run painted
// The events are of a queue of their own, which alone is on screen. The script starts a server: bin/ringside serve on an empty
// folder. With RINGSIDE_INGEST_KEY it uses the one at RINGSIDE_URL instead. RINGSIDE_PAINTED sets how many events.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { launch, profile } from './e2e/browser.mjs'
import { newQueue, queueCall, serve } from './e2e/server.mjs'

const events = Number(process.env.RINGSIDE_PAINTED ?? 200)
const goalMs = 250
const waitMs = 10_000
const paceMs = 120
const queueArn = newQueue()

/** Starts a server on an empty folder, which goes with it. */
async function serveEmpty() {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-painted-'))
  const server = await serve(folder)
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
  return { ...server, stop }
}

const given = process.env.RINGSIDE_INGEST_KEY
const { base, key, stop } = given
  ? { base: process.env.RINGSIDE_URL, key: given, stop: () => undefined }
  : await serveEmpty()

// Milliseconds since 1970 with fractions: what the page's performance.timeOrigin + performance.now() is too.
const now = () => performance.timeOrigin + performance.now()

/** In the page: keeps, for every number shown, when the frame that first showed it was over. */
function watch() {
  const seen = (window.seenAt = {})
  const read = () => document.querySelector('[data-panel="calls_in_queue"]')?.dataset.value
  const look = () => {
    const shown = read()
    if (!shown || shown in seen) return
    seen[shown] = Infinity
    // The change came after this frame's callbacks or within them: the next callback runs before its painting, and a
    // message posted from there is handled after it.
    window.requestAnimationFrame(() => {
      const { port1, port2 } = new window.MessageChannel()
      port1.onmessage = () => (seen[shown] = performance.timeOrigin + performance.now())
      port2.postMessage(null)
    })
  }
  new window.MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-value'],
  })
  look()
}

const browser = await launch()
const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
const page = await context.newPage()
await page.goto(`${base}/?queue=${encodeURIComponent(queueArn)}`)
await page.locator('[data-fresh="live"]').waitFor()
await page.evaluate(watch)
const shown = () => page.locator('[data-panel="calls_in_queue"]').getAttribute('data-value')
const first = Number(await shown())

const took = []
for (let i = 1; i <= events; i++) {
  const began = now()
  await queueCall({ base, key }, queueArn)
  const painted = await page.waitForFunction((n) => Number.isFinite(window.seenAt[n]) && window.seenAt[n], first + i, {
    timeout: waitMs,
  })
  took.push((await painted.jsonValue()) - began)
  await page.waitForTimeout(paceMs)
}
await browser.close()
await stop()

took.sort((a, b) => a - b)
const at = (share) => Math.round(took[Math.min(took.length - 1, Math.ceil(share * took.length) - 1)])
console.log(
  `event to painted number, slowest hundredth: ${at(0.99)} ms, median ${at(0.5)} ms of ${events} (goal ${goalMs} ms)`,
)
console.log(JSON.stringify({ 'p50-ms': at(0.5), 'p99-ms': at(0.99), 'max-ms': at(1) }))
