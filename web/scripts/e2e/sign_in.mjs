// Signing in by an account of Ringside's own, at a server of the check's own.
import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, faults, launch, profile } from './browser.mjs'
import { serve } from './server.mjs'

/** A server that lets nobody in without signing in, at the name of this machine by which browsers keep secure cookies. */
export async function guarded(flags = []) {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-sign-in-'))
  const port = await new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })
  const base = `http://localhost:${port}`
  const { stop } = await serve(folder, port, ['--public-url', base, ...flags])
  const end = async () => {
    await stop()
    await rm(folder, { recursive: true })
  }
  return { base, folder, stop: end }
}

/** What an authenticator app shows (RFC 6238), by default now. */
export function code(secret, at = Date.now()) {
  const bits = [...secret]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const sum = createHmac('sha1', key).update(step).digest()
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

export const password = 'zyxwv correct horse'
/** Whatever is wrong with the pages of sign-in on the way. */
export const found = async (page, where) => (await faults(page)).map((fault) => `${where}: ${fault}`)

/** Sets the first account up by its link; returns the secret of its codes. */
export async function setUp(page, folder, wrong) {
  await page.goto((await readFile(join(folder, 'first-sign-in.txt'), 'utf8')).trim())
  wrong.push(...(await found(page, 'set-up, wide')))
  const secret = await page.locator('[name=secret]').inputValue()
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=again]').fill(password)
  await page.locator('[name=code]').fill(code(secret, Date.now() - 30_000))
  await page.locator('form button').click()
  await page.waitForFunction(() => document.body.innerText.includes('Your account is set up'))
  return secret
}

/** Opens a page, is sent to sign in, does so, and comes back to it. */
export async function comeIn(page, address, secret, at) {
  await page.goto(address)
  await page.waitForURL(/\/sign-in\?return=/)
  await page.locator('[name=name]').fill('admin')
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=code]').fill(code(secret, at))
  await page.locator('form button').click()
  await page.waitForURL(address)
}

/** The sign-in is in the access records, and a contact that is not there is found by its id once somebody has looked for it. */
async function records(context, base, wrong, artifacts) {
  const page = await context.newPage()
  await page.goto(`${base}/contacts/3c8f0000-0000-4000-8000-000000000001`)
  await page.locator('[role=alert], main h1').first().waitFor()
  await page.getByRole('link', { name: 'Access records' }).click()
  await page.getByRole('cell', { name: 'Signed in' }).first().waitFor()
  wrong.push(...(await found(page, 'access records, wide')))
  await page.getByLabel('Whose data, or what').fill('3c8f0000-0000-4000-8000-000000000001')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('cell', { name: 'failed (404)' }).first().waitFor()
  await eventually(
    () => page.getByRole('cell', { name: 'Signed in' }).count(),
    (left) => assert.equal(left, 0),
  )
  await page.screenshot({ path: `${artifacts}access-records.png` })
  await page.setViewportSize({ width: 390, height: 844 })
  wrong.push(...(await found(page, 'access records, narrow')))
  await page.close()
}

/** The month shows who did what; one that is over is marked as reviewed, and the mark is in it and in the records. */
async function review(context, base, wrong, artifacts) {
  const page = await context.newPage()
  await page.goto(`${base}/audit/review`)
  await page.getByRole('cell', { name: 'A complaint of today' }).waitFor()
  await page.getByRole('rowheader', { name: 'admin' }).waitFor()
  await page.getByText('This month is not over yet').waitFor()
  wrong.push(...(await found(page, 'review, wide')))
  await page.screenshot({ path: `${artifacts}review.png`, fullPage: true })
  await page.goto(`${base}/audit/review?range=2026-01`)
  await page.getByLabel('What you found').fill('nothing unusual')
  await page.getByRole('button', { name: 'Mark as reviewed' }).click()
  await page.getByText('by admin').waitFor()
  await page.setViewportSize({ width: 390, height: 844 })
  wrong.push(...(await found(page, 'review, narrow')))
  await page.screenshot({ path: `${artifacts}review-narrow.png` })
  await page.goto(`${base}/audit?action=review_month`)
  await page.getByRole('cell', { name: 'nothing unusual' }).waitFor()
  await page.close()
}

/** A file of contacts is not made before it is said what for, and the records keep that. */
async function reason(context, base, wrong, artifacts) {
  const page = await context.newPage()
  await page.goto(`${base}/contacts?range=7d`)
  await page.getByRole('button', { name: 'Export' }).first().click()
  const make = page.getByRole('button', { name: 'Export all of it' })
  await page.getByLabel('What it is for').waitFor()
  assert.equal(await make.isDisabled(), true)
  await page.getByLabel('What it is for').fill('A complaint of today')
  wrong.push(...(await found(page, 'reason of an export')))
  await page.screenshot({ path: `${artifacts}export-reason.png` })
  await Promise.all([page.waitForEvent('download'), make.click()])
  await page.goto(`${base}/audit?action=export`)
  await page.getByRole('cell', { name: 'A complaint of today' }).waitFor()
  await page.close()
}

/** Somebody else at the machine goes back after a person has signed out: in a browser that keeps pages that are left, as people's do. */
async function goesBack(cookies, base, wrong) {
  const browser = await launch(['--disable-back-forward-cache'])
  try {
    const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
    await context.addCookies(cookies)
    const page = await context.newPage()
    await page.goto(`${base}/contacts`)
    await page.locator('nav [data-me=account]').waitFor()
    await page.evaluate(() => window.addEventListener('pageshow', (e) => (window.kept = e.persisted)))
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForFunction(() => document.body.innerText.includes('You are signed out'))
    wrong.push(...(await found(page, 'signed out, wide')))
    await page.goBack()
    if (await page.evaluate(() => window.kept)) wrong.push('going back after signing out shows the page as it was left')
    await page.waitForURL(`${base}/sign-in?return=%2Fcontacts`)
  } finally {
    await browser.close()
  }
}

const rules = {
  version: 1,
  ask: 'Team Care',
  rules: [
    { name: 'operations', when: { groups: ['ops'] }, roles: ['administrator'] },
    {
      name: 'leads',
      when: { groups: ['leads'], site: ['seoul'] },
      roles: ['supervisor'],
      limits: { queue: ['Sales'] },
    },
  ],
}

export const signIn = {
  'an administrator reads what a person would get, and is told that a role is not for an address': async (
    browser,
    _,
    artifacts,
  ) => {
    const own = await mkdtemp(join(tmpdir(), 'ringside-rules-'))
    const file = join(own, 'access.json')
    await writeFile(file, JSON.stringify(rules))
    const server = await guarded(['--access-rules', file])
    const wrong = []
    try {
      const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await context.newPage()
      const secret = await setUp(page, server.folder, wrong)
      await comeIn(page, `${server.base}/access`, secret)
      await page.getByLabel('Attributes').fill('groups=leads\nsite=seoul')
      await page.getByRole('button', { name: 'What would this person get?' }).click()
      await page.getByText('Rule 2 decides: leads').waitFor()
      await page.getByText('groups is leads').waitFor()
      await page.getByText('Nothing was ever called: Sales').waitFor()
      wrong.push(...(await found(page, 'access, wide')))
      await page.screenshot({ path: `${artifacts}access.png`, fullPage: true })
      await page.getByLabel('Attributes').fill('groups=others')
      await page.getByRole('button', { name: 'What would this person get?' }).click()
      await page.getByText('No rule fits').waitFor()
      await page.setViewportSize({ width: 390, height: 844 })
      wrong.push(...(await found(page, 'access, narrow')))
      await writeFile(file, JSON.stringify({ ...rules, addresses: { administrator: ['10.0.0.0/8'] } }))
      const until = Date.now() + 20_000 // the file is looked at every five seconds
      do await page.goto(server.base)
      while (!(await page.getByText('Not from here').count()) && Date.now() < until)
      await page.getByText('Team Care').waitFor()
      wrong.push(...(await found(page, 'not from here')))
      await page.screenshot({ path: `${artifacts}not-from-here.png` })
      await context.close()
    } finally {
      await server.stop()
      await rm(own, { recursive: true })
    }
    return wrong
  },
  'somebody signs in, is named, and a page whose session has ended says so': async (browser, _, artifacts) => {
    const server = await guarded()
    const wrong = []
    try {
      const wide = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await wide.context.newPage()
      const secret = await setUp(page, server.folder, wrong)
      await comeIn(page, `${server.base}/queues?range=7d`, secret)
      const me = page.locator('nav [data-me=account]')
      await me.getByText('Administrator').waitFor()
      assert.match(await me.innerText(), /^admin/)
      await page.getByRole('heading', { level: 1 }).waitFor()
      wrong.push(...(await found(page, 'signed in, wide')))
      await page.screenshot({ path: `${artifacts}signed-in.png` })
      await records(wide.context, server.base, wrong, artifacts)
      await reason(wide.context, server.base, wrong, artifacts)
      await review(wide.context, server.base, wrong, artifacts)

      const narrow = await profile(browser, { theme: 'dark', language: 'ko', width: 390 })
      await narrow.context.addCookies(await wide.context.cookies())
      const phone = await narrow.context.newPage()
      await phone.goto(server.base)
      await phone.getByRole('button', { name: '메뉴 열기' }).click()
      await phone.locator('dialog [data-me=account]').getByText('관리자').waitFor()
      wrong.push(...(await found(phone, 'signed in, narrow')))

      await goesBack(await wide.context.cookies(), server.base, wrong) // and so signs out, while the others are open
      await page.locator('[data-ended]').waitFor()
      await phone.locator('[data-ended]').getByText('다시 로그인').first().waitFor()
      wrong.push(...(await found(phone, 'ended, narrow')))
      await phone.screenshot({ path: `${artifacts}session-ended.png` })
      await page.getByRole('button', { name: 'Sign in again' }).click()
      await page.waitForURL(`${server.base}/sign-in?return=%2Fqueues%3Frange%3D7d`)
      wrong.push(...(await found(page, 'sign-in, wide')))
      await phone.goto(server.base)
      wrong.push(...(await found(phone, 'sign-in, narrow')))
      await wide.context.close()
      await narrow.context.close()
    } finally {
      await server.stop()
    }
    return wrong
  },
}
