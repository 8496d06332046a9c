// A real Chromium, and what every visited page must satisfy: no console or policy errors, no sideways scroll, axe content.
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/** Starts it; ignored are flags of Playwright's own that are left out. */
export function launch(ignored = []) {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: flags.split(' '), ignoreDefaultArgs: ignored })
}

/** Where the first figure of the Overview is: with it, the figures are there. */
export const figures = '[data-panel="number_of_calls"]'

/** How long anything is waited for: far more than it takes, since other work may hold the machine up. */
const patience = 90_000

/** Reads until what was read holds, which throws where it does not yet, and returns it. */
export async function eventually(read, holds) {
  for (const end = Date.now() + patience; ; await pause(50)) {
    const found = await read()
    try {
      holds(found)
      return found
    } catch (error) {
      if (Date.now() > end) throw error
    }
  }
}

/** Waits until a place has the focus. */
export const focused = (place, where) =>
  eventually(
    () => place.evaluate((e) => e === document.activeElement),
    (has) => assert.ok(has, where),
  )

const underWay = new WeakMap() // the requests of each page that are not answered yet

/** Whether a request is for the live stream, which never ends. */
export const isStream = (request) => new URL(request.url()).pathname === '/api/v1/live'

function watch(page) {
  const requests = new Set()
  underWay.set(page, requests)
  page.on('request', (request) => request.url().includes('/api/') && !isStream(request) && requests.add(request))
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => requests.delete(request))
}

/**
 * Waits until the page fetches nothing any more and has drawn what it fetched, at three looks: what is late would move everything
 * below it, and charts are painted a step after the figures.
 */
export async function settled(page) {
  let calm = 0
  await eventually(
    async () => {
      const awaited = underWay.get(page).size + (await page.locator('[data-skeleton]').count())
      return (calm = awaited === 0 ? calm + 1 : 0)
    },
    (looks) => assert.ok(looks >= 3, 'the page goes on fetching'),
  )
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits until no history is loaded any more: before, the figures of days long over still grow. */
export async function filled(base) {
  for (let tries = 0; tries < 900; tries++) {
    const status = await (await fetch(`${base}/api/v1/ingest/status`)).json()
    if (!status.import?.running) return
    await pause(1_000)
  }
  throw new Error('the history was not loaded after a quarter of an hour')
}

/** A fresh profile with this theme, language and width; errors of its pages are collected. */
export async function profile(browser, { theme, language, width, height = width < 500 ? 844 : 900 }) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: width < 500,
    locale: language === 'ko' ? 'ko-KR' : 'en-US',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(patience)
  context.on('page', watch)
  await context.addInitScript(
    ([t, l]) => {
      if (location.protocol === 'about:') return // no storage there
      if (localStorage.getItem('ringside.theme') === null) localStorage.setItem('ringside.theme', t)
      if (localStorage.getItem('ringside.language') === null) localStorage.setItem('ringside.language', l)
    },
    [theme, language],
  )
  const errors = []
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(`console ${message.type()}: ${message.text()}`)
  })
  context.on('weberror', (error) => errors.push(`uncaught: ${error.error().message}`))
  return { context, errors }
}

/** What axe looks at: everything, or what can change with the theme alone, which are colours. */
const every = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
export const colours = ['color-contrast', 'link-in-text-block']

/**
 * Everything that is wrong with the page as it stands, in words. axe looks for as long as a second, and what the page replaces
 * meanwhile looks empty to it: where it finds something on a page that changed under it, it looks again.
 */
export async function faults(page, rules = every) {
  for (let looks = 1; ; looks++) {
    const { wrong, changed } = await look(page, rules)
    if (wrong.length === 0 || !changed || looks === 3) return wrong
  }
}

async function look(page, rules) {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  await page.evaluate(axe)
  const { violations, changed } = await page.evaluate(async (rules) => {
    let changed = false
    const observer = new window.MutationObserver(() => (changed = true))
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true })
    // A row that its scrolling list cuts off at the edge has targets that are large enough once it is scrolled to.
    const cut = (id, node) => {
      if (id !== 'target-size') return false
      const box = document.querySelector(node.target.at(-1))?.getBoundingClientRect()
      return box && box.width >= 24 && box.height >= 24
    }
    const result = await window.axe.run(document, {
      runOnly: rules,
      resultTypes: ['violations'], // what is right is not described
    })
    observer.disconnect()
    const violations = result.violations
      .map((v) => ({ id: v.id, targets: v.nodes.filter((n) => !cut(v.id, n)).map((n) => n.target.join(' ')) }))
      .filter((v) => v.targets.length > 0)
      .map((v) => `axe ${v.id}: ${v.targets.slice(0, 4).join(' | ')}`)
    return { violations, changed }
  }, rules)
  return { wrong: sideways > 0 ? [`scrolls sideways by ${sideways} px`, ...violations] : violations, changed }
}

/** The number that a card says. */
export const value = async (page, panel) =>
  Number(await page.locator(`[data-panel="${panel}"]`).getAttribute('data-value'))

/** A page in a profile of its own; before is done with it first. The path may be found on other pages. */
export async function open(browser, base, path, options = {}) {
  const made = await profile(browser, { theme: 'light', language: 'en', width: 1440, ...options })
  const page = await made.context.newPage()
  if (options.before) await options.before(page)
  await page.goto(typeof path === 'function' ? await path(page, base) : base + path)
  return { ...made, page }
}

export const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

/** Reads until two readings agree that nothing moved in between: history goes on growing under a live centre. */
export async function still(page, read) {
  for (let i = 0; i < 20; i++) {
    const first = await read()
    if (JSON.stringify(first) === JSON.stringify(await read())) return first
  }
  throw new Error('the figures never stood still')
}
