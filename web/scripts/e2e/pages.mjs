// Every page in both themes, both languages, wide and narrow.
import { join } from 'node:path'
import { faults, profile } from './browser.mjs'

/** The address of what is behind a metric of the last seven days. */
function behind(metric) {
  const day = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
  return encodeURIComponent(`metric=${metric}&from=${day(7)}&to=${day(0)}&zone=Asia/Seoul&time=initiation`)
}

const pages = [
  { name: 'overview', path: '/', ready: '[data-panel="number_of_calls"]' },
  { name: 'overview-month', path: '/?range=month', ready: '[data-panel="number_of_calls"]' },
  { name: 'explain', path: `/?range=7d&explain=${behind('service_level:seconds=20')}`, ready: 'dialog tbody tr' },
  { name: 'explain-agents', path: `/?range=7d&explain=${behind('number_of_agents')}`, ready: 'dialog tbody tr' },
  { name: 'agents', path: '/agents?range=7d', ready: 'tbody tr' },
  { name: 'agents-grouped', path: '/agents?range=7d&group=hierarchy_level_1&sort=-avg_handle_time', ready: 'tbody tr' },
  { name: 'month', path: '/month', ready: '[data-panel="days"] tbody tr' },
  { name: 'contacts', path: '/contacts?range=7d', ready: 'tbody tr' },
  { name: 'reports', path: '/reports', ready: 'main li a' },
  {
    name: 'report',
    path: '/reports/view?range=7d&metric=contacts_queued&metric=service_level:seconds=30&metric=avg_handle_time&by=queue&sort=-contacts_queued&where=channel!=EMAIL',
    ready: 'tfoot td',
  },
  {
    name: 'report-chart',
    path: '/reports/view?range=7d&metric=contacts_queued&metric=avg_handle_time&every=1d&by=channel&show=chart',
    ready: 'svg[role="img"] path',
  },
  { name: 'agent', path: someAgent, ready: '[data-panel="timeline"] svg[role="img"]' },
  { name: 'contact', path: someContact, ready: 'pre' },
  { name: 'metrics', path: '/dictionary', ready: 'h2' },
  { name: 'metric', path: '/dictionary/service_level', ready: 'article pre' },
  { name: 'queues', path: '/queues', ready: 'tbody tr' },
  { name: 'queue', path: someQueue, ready: '[data-panel="arrivals"] svg path' },
  { name: 'pipeline', path: '/pipeline', ready: 'tbody tr' },
  { name: 'settings', path: '/settings', ready: '[data-panel="levels"] tbody tr' },
]

/** The address behind the first such link of a page. */
async function linkOn(page, address, selector) {
  await page.goto(address)
  return new URL(await page.locator(selector).first().getAttribute('href'), address).href
}

function someContact(page, base) {
  return linkOn(page, `${base}/contacts?range=7d`, 'tbody td:nth-child(2) a')
}

function someQueue(page, base) {
  return linkOn(page, `${base}/queues?range=7d`, 'tbody th a')
}

/** Of the busiest agent of yesterday. */
export function someAgent(page, base) {
  return linkOn(page, `${base}/agents?range=yesterday&sort=-contacts_handled`, 'tbody th a')
}

/** Visits them all; returns what is wrong, one line each. */
export async function visit(browser, base, artifacts) {
  const wrong = []
  let visits = 0
  for (const width of [1440, 390]) {
    for (const theme of ['light', 'dark']) {
      for (const language of ['ko', 'en']) {
        const { context, errors } = await profile(browser, { theme, language, width })
        const page = await context.newPage()
        for (const { name, path, ready } of pages) {
          const at = `${name} ${theme} ${language} ${width}`
          await page.goto(typeof path === 'function' ? await path(page, base) : base + path)
          await page.locator(ready).first().waitFor()
          await page.evaluate(() => document.fonts.ready)
          wrong.push(...(await faults(page)).map((fault) => `${at}: ${fault}`))
          wrong.push(...errors.splice(0).map((error) => `${at}: ${error}`))
          await page.screenshot({
            path: join(artifacts, `${name}-${theme}-${language}-${width}.png`),
            fullPage: width < 500,
          })
          visits++
        }
        await context.close()
      }
    }
  }
  console.log(`visited ${visits} pages`)
  return wrong
}
