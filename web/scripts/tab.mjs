// Measures whether the memory of a tab grows: the demo at RINGSIDE_URL plays a day fast, and the same pages stand open all the
// time. Memory is compared between the same six hours of two days, after the garbage was collected: their medians, since a figure
// of one moment has in it what just happened to be drawn. The hours before them warm up: the live history fills, code is compiled.
//   bin/ringside demo --speed 600 & RINGSIDE_URL=... npm run tab
import { launch, profile } from './e2e/browser.mjs'
import { figures, measured } from './devtools.mjs'

const base = process.env.RINGSIDE_URL
const pages = ['/', '/live/queues', '/live/agents']
const goalPercent = 5
const hourMs = 3_600_000
const warmHours = 27 // what a page keeps of a day fills for a day: the first grew by 8.4 %, the second by 1.9
const compared = 6 // hours

const now = async () => Date.parse((await (await fetch(`${base}/api/v1/version`)).json()).now)

const browser = await launch()
const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
const open = []
for (const path of pages) {
  const page = await context.newPage()
  await page.goto(base + path)
  await page.locator('[data-fresh="live"]').waitFor()
  open.push({ path, session: await measured(page), samples: [] })
}

const began = await now()
for (let hour = 1; hour <= warmHours + 24 + compared; hour++) {
  while ((await now()) < began + hour * hourMs) await new Promise((resolve) => setTimeout(resolve, 50))
  if (hour <= warmHours) continue
  for (const { session, samples } of open) {
    await session.send('HeapProfiler.collectGarbage')
    samples.push(await figures(session))
  }
}
await browser.close()

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

let worst = -Infinity
for (const { path, samples } of open) {
  const at = (name, from) => median(samples.slice(from, from + compared).map((s) => s[name]))
  const [before, after] = [at('JSHeapUsedSize', 0), at('JSHeapUsedSize', 24)]
  worst = Math.max(worst, (100 * (after - before)) / before)
  const mib = (bytes) => (bytes / 1048576).toFixed(1)
  console.log(
    `memory of ${path} after a simulated day: ${mib(before)} MiB, then ${mib(after)} MiB; nodes ${at('Nodes', 0)}, then ${at('Nodes', 24)}`,
  )
}
console.log(`memory of a tab grew by at most ${worst.toFixed(1)} % in a simulated day (goal ${goalPercent} %)`)
