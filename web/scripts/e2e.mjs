// Browser tests in a real Chromium against RINGSIDE_URL, or, without it, against the mock and the built page:
//   npm run build && npm run e2e [part of a check's name]
// Screenshots go to artifacts/ at the top of the project (RINGSIDE_ARTIFACTS changes that).
import { mkdirSync } from 'node:fs'
import { launch } from './e2e/browser.mjs'
import { checks } from './e2e/checks.mjs'
import { visit } from './e2e/pages.mjs'
import { mock } from './mock.mjs'

const artifacts = process.env.RINGSIDE_ARTIFACTS ?? new URL('../../artifacts/', import.meta.url).pathname
const only = process.argv[2]

async function serveMock() {
  const server = mock()
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    stop: () => (server.close(), server.closeAllConnections()),
  }
}

let passed = 0
let failed = 0
function judge(name, problems) {
  if (problems.length === 0) passed++
  else failed++
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
  for (const problem of problems) console.log(`       ${problem}`)
}

const server = process.env.RINGSIDE_URL
  ? { base: process.env.RINGSIDE_URL.replace(/\/$/, ''), stop: () => undefined }
  : await serveMock()
const browser = await launch()
mkdirSync(artifacts, { recursive: true })

for (const [name, check] of Object.entries(checks)) {
  if (only && !name.includes(only)) continue
  try {
    await check(browser, server.base)
    judge(name, [])
  } catch (error) {
    judge(name, [String(error.message).split('\n').slice(0, 12).join('\n       ')])
  }
}
if (!only) {
  judge(
    'every page is without faults in both themes, both languages, wide and narrow',
    await visit(browser, server.base, artifacts),
  )
}

await browser.close()
server.stop()
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
