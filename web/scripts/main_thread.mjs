// Measures how much of its main thread the Live agents page takes at the server at RINGSIDE_URL, whose floor has to move by itself
// (BenchmarkLiveAgentsPage has it do so). The last line is an object of figures.
import { launch, profile } from './e2e/browser.mjs'
import { figures, measured } from './devtools.mjs'

const base = process.env.RINGSIDE_URL
const settleMs = 10_000
const measureMs = 30_000

/** Counts the deltas of a stream of its own until it is stopped. */
function countDeltas() {
  const ending = new AbortController()
  let deltas = 0
  const read = async () => {
    const { body } = await fetch(`${base}/api/v1/live?agents=true`, { signal: ending.signal })
    let end = ''
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      const text = end + chunk
      deltas += text.split('\nevent: delta\n').length - 1
      end = text.slice(-13)
    }
  }
  read().catch(() => undefined) // aborted
  return { count: () => deltas, stop: () => ending.abort() }
}

const browser = await launch()
const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
const page = await context.newPage()
await page.goto(`${base}/live/agents`)
await page.locator('tbody th').first().waitFor()
const rows = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1
const session = await measured(page)
const deltas = countDeltas()
await page.waitForTimeout(settleMs)
const [before, told] = [await figures(session), deltas.count()]
await page.waitForTimeout(measureMs)
const [after, toldThen] = [await figures(session), deltas.count()]
deltas.stop()
await browser.close()

const seconds = after.Timestamp - before.Timestamp
const share = (name) => Math.round((1000 * (after[name] - before[name])) / seconds) / 10
console.log(
  JSON.stringify({
    agents: rows,
    'deltas/s': Math.round((10 * (toldThen - told)) / seconds) / 10,
    'main-thread-%': share('TaskDuration'),
    'script-%': share('ScriptDuration'),
    'layout-%': share('LayoutDuration'),
    'style-%': share('RecalcStyleDuration'),
  }),
)
