// A real Chromium, and what every visited page must satisfy: no console or policy errors, no sideways scroll, axe content.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags.split(' ') })
}

/** A fresh profile with this theme, language and width; errors of its pages are collected. */
export async function profile(browser, { theme, language, width, height = width < 500 ? 844 : 900 }) {
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: width < 500,
    locale: language === 'ko' ? 'ko-KR' : 'en-US',
    reducedMotion: 'reduce',
  })
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

/** Everything that is wrong with the page as it stands, in words. */
export async function faults(page) {
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  await page.evaluate(axe)
  const violations = await page.evaluate(() => {
    // A row that its scrolling list cuts off at the edge has targets that are large enough once it is scrolled to.
    const cut = (id, node) => {
      if (id !== 'target-size') return false
      const box = document.querySelector(node.target.at(-1)).getBoundingClientRect()
      return box.width >= 24 && box.height >= 24
    }
    return window.axe
      .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((result) =>
        result.violations
          .map((v) => ({ id: v.id, targets: v.nodes.filter((n) => !cut(v.id, n)).map((n) => n.target.join(' ')) }))
          .filter((v) => v.targets.length > 0)
          .map((v) => `axe ${v.id}: ${v.targets.slice(0, 4).join(' | ')}`),
      )
  })
  return sideways > 0 ? [`scrolls sideways by ${sideways} px`, ...violations] : violations
}
