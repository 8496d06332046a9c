// picture.mjs FOLDER : takes pictures of the Overview of the server at RINGSIDE_URL, one every few seconds.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const { chromium } = createRequire(new URL('../web/package.json', import.meta.url))('playwright-core')
const [folder] = process.argv.slice(2)
const frames = 22
const pause = 7000

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US', colorScheme: 'light' })
await page.goto(process.env.RINGSIDE_URL)
await page.waitForSelector('h1')
for (let i = 0; i < frames; i++) {
  await page.waitForTimeout(pause)
  await page.screenshot({ path: join(folder, `${String(i).padStart(3, '0')}.png`) })
}
await browser.close()
