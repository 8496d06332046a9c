// Largest contentful paint of the start page on a slow machine: 4× CPU throttle, 10 Mbit/s.
import { profile } from './browser.mjs'

export const budgetMs = 1_500

async function once(browser, base) {
  const { context } = await profile(browser, { theme: 'light', language: 'ko', width: 1440 })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: 1_250_000,
    uploadThroughput: 1_250_000,
  })
  await page.goto(`${base}/`)
  await page.locator('[data-panel="number_of_calls"]').waitFor()
  const paint = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new window.PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
  await context.close()
  return Math.round(paint)
}

/** The median of three loads. */
export async function largestPaint(browser, base) {
  const times = []
  for (let i = 0; i < 3; i++) times.push(await once(browser, base))
  return times.sort((a, b) => a - b)[1]
}
