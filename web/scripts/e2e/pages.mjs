// Every page in both themes, both languages, wide and narrow.
import { join } from 'node:path'
import { colours, faults, profile, settled } from './browser.mjs'
import { before, day, minuteAgo, newest } from './days.mjs'

/** The address of what is behind a metric of the last seven days. */
function behind(metric) {
  return encodeURIComponent(`metric=${metric}&from=${newest.from}&to=${newest.to}&zone=${newest.zone}&time=initiation`)
}

/** Of what is behind its change against the week before. */
function change(metric) {
  return behind(metric) + encodeURIComponent(`&against_from=${before.from}&against_to=${before.to}`)
}

const pages = [
  { name: 'overview', path: '/', ready: '[data-panel="number_of_calls"]' },
  { name: 'overview-month', path: '/?range=month', ready: '[data-panel="number_of_calls"]' },
  { name: 'explain', path: `/?range=7d&explain=${behind('service_level:seconds=20')}`, ready: 'dialog tbody tr' },
  { name: 'explain-agents', path: `/?range=7d&explain=${behind('number_of_agents')}`, ready: 'dialog tbody tr' },
  {
    name: 'explain-intervals',
    path: `/agents?range=7d&explain=${behind('sum_contact_time_agent')}`,
    ready: 'dialog tbody tr',
  },
  { name: 'explain-shares', path: `/agents?range=7d&explain=${behind('agent_occupancy')}`, ready: 'dialog tbody tr' },
  { name: 'explain-change', path: `/?range=7d&explain=${change('number_of_calls')}`, ready: 'dialog tbody tr' },
  { name: 'agents', path: '/agents?range=7d', ready: 'tbody tr' },
  { name: 'agents-grouped', path: '/agents?range=7d&group=hierarchy_level_1&sort=-avg_handle_time', ready: 'tbody tr' },
  { name: 'live-queues', path: '/live/queues', ready: 'tbody tr' },
  { name: 'live-queue', path: someLiveQueue, ready: 'dialog h3' },
  { name: 'live-queues-all', path: '/live/queues?open=all', ready: 'dialog h3' },
  { name: 'live-queues-past', path: '/live/queues/past', ready: '[data-panel="past_depth"] svg' },
  {
    name: 'live-queues-moment',
    path: async (_, base) => `${base}/live/queues/past?${await minuteAgo()}`,
    ready: '[data-panel="past_moment"] p[data-waiting]',
  },
  { name: 'live-agents', path: '/live/agents', ready: 'tbody tr' },
  { name: 'month', path: '/month', ready: '[data-panel="days"] tbody tr' },
  { name: 'contacts', path: '/contacts?range=7d', ready: 'tbody tr' },
  { name: 'keys', path: '/keys', ready: '[data-panel="tokens"]' },
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
  { name: 'metric-live', path: '/dictionary/live.in_queue', ready: 'article dl' },
  { name: 'queues', path: `/queues?${day}`, ready: 'tbody tr' },
  { name: 'queues-channels', path: '/queues?range=7d&group=channel', ready: 'tbody tr[data-member]' },
  { name: 'queue', path: someQueue, ready: '[data-panel="arrivals"] svg path' },
  { name: 'queue-moment', path: someMoment, ready: '[data-panel="past_moment"] p[data-waiting]' },
  { name: 'pipeline', path: '/pipeline', ready: 'tbody tr' },
  { name: 'check', path: '/pipeline/check', ready: 'main a[href="/pipeline"]' },
  { name: 'erasure', path: '/erasure', ready: '[data-panel="erasure"] form' },
  { name: 'retention', path: '/retention', ready: '[data-panel="retention"] form' },
  { name: 'sso', path: '/sso?step=plan', ready: '[data-panel="wish"] form' },
  { name: 'sso-users', path: '/sso?step=users', ready: '[data-panel="people"] form' },
  { name: 'sso-test', path: '/sso?step=test', ready: '[data-panel="verify"] form' },
  { name: 'settings', path: '/settings', ready: '[data-panel="levels"] tbody tr' },
]

/** The address behind the first such link of a page. */
export async function linkOn(page, address, selector) {
  await page.goto(address)
  return new URL(await page.locator(selector).first().getAttribute('href'), address).href
}

function someContact(page, base) {
  return linkOn(page, `${base}/contacts?range=7d`, 'tbody td:nth-child(2) a')
}

function someQueue(page, base) {
  return linkOn(page, `${base}/queues?range=7d`, 'tbody th a')
}

/** A queue a minute ago. */
async function someMoment(page, base) {
  return `${await someQueue(page, base)}&${await minuteAgo()}`
}

/** The first queue of the live page, opened. */
async function someLiveQueue(page, base) {
  await page.goto(`${base}/live/queues`)
  const arn = await page.locator('tr[data-queue]').first().getAttribute('data-queue')
  return `${base}/live/queues?open=${arn.split('/').at(-1)}`
}

/** The busiest agent's busy day. */
export function someAgent(page, base) {
  return linkOn(page, `${base}/agents?${day}&sort=-contacts_handled`, 'tbody th a')
}

/** Visits them all, or others with the cookies of who may see those, wide and narrow side by side; returns what is wrong, one line each. */
export async function visit(browser, base, artifacts, others = pages, cookies = []) {
  const walks = await Promise.all([1440, 390].map((width) => walk(browser, base, artifacts, width, others, cookies)))
  console.log(`looked at ${walks.reduce((sum, { looks }) => sum + looks, 0)} pages`)
  return walks.flatMap(({ wrong }) => wrong)
}

async function walk(browser, base, artifacts, width, visited, cookies) {
  const wrong = []
  let looks = 0
  for (const language of ['ko', 'en']) {
    const { context, errors } = await profile(browser, { theme: 'light', language, width })
    await context.addCookies(cookies)
    const page = await context.newPage()
    for (const { name, path, ready, before } of visited) {
      await page.goto(typeof path === 'function' ? await path(page, base) : base + path)
      if (before) await before(page, language)
      await page.locator(ready).first().waitFor()
      // What is drawn is put aside while another part of the page is being fetched.
      await page.waitForFunction(() => !document.querySelector('main [style*="display: none"]'))
      await settled(page)
      await page.evaluate(() => document.fonts.ready)
      // A theme is nothing but colours, so the other one is judged by them alone, where the page stands.
      for (const [theme, rules] of [['light'], ['dark', colours]]) {
        const at = `${name} ${theme} ${language} ${width}`
        await page.emulateMedia({ colorScheme: theme }) // by which pages without our script go
        await page.evaluate((now) => (document.documentElement.dataset.theme = now), theme)
        wrong.push(...(await faults(page, rules)).map((fault) => `${at}: ${fault}`))
        wrong.push(...errors.splice(0).map((error) => `${at}: ${error}`))
        await page.screenshot({
          path: join(artifacts, `${name}-${theme}-${language}-${width}.png`),
          fullPage: width < 500,
        })
        looks++
      }
    }
    await context.close()
  }
  return { wrong, looks }
}
