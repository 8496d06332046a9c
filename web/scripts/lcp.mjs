// Measures the largest paint of the start page of the server at RINGSIDE_URL, at 4x throttle. It is a measurement for an
// idle machine (make bench), not a test: beside other work the figure says nothing about the page.
import { launch } from './e2e/browser.mjs'
import { budgetMs, largestPaint } from './e2e/speed.mjs'

const browser = await launch()
console.log(`LCP ${await largestPaint(browser, process.env.RINGSIDE_URL)} ms at 4x throttle (goal ${budgetMs})`)
await browser.close()
