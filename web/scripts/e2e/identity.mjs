// Identity providers that sign people in, on the page: Ringside's own is the other side, at a server of its own.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { profile } from './browser.mjs'
import { binary } from './server.mjs'
import { code, comeIn, found, guarded, password, setUp } from './sign_in.mjs'

/** The fingerprints of the certificates in metadata, as the page shows them. */
function fingerprints(metadata) {
  return [...metadata.matchAll(/<ds:X509Certificate>([^<]*)</g)].map(([, der]) =>
    createHash('sha256')
      .update(Buffer.from(der, 'base64'))
      .digest('hex')
      .toUpperCase()
      .replace(/(.{4})(?=.)/g, '$1 '),
  )
}

/** The side that vouches: an application of it is the site, whose metadata it reads. It returns what gives its own. */
async function vouching(peer, site) {
  const idp = (...args) => execFileSync(binary, ['idp', ...args, '--data', peer.folder], { encoding: 'utf8' })
  const theirs = join(peer.folder, 'site.xml')
  await writeFile(theirs, await (await fetch(`${site.base}/saml/metadata`)).text())
  idp('person', 'admin', '--email', 'Root.Zyxwv@example.org', '--display-name', 'Root Zyxwv')
  idp('add', 'site', '--name', 'Ringside', '--sp-metadata', theirs)
  idp('assign', 'site', '--user', 'admin')
  return { idp, metadata: () => idp('metadata', 'site', '--public-url', peer.base) }
}

/** Somebody without an account here signs in by the company's, and sees the page. */
async function byTheCompany(browser, site, secret, at) {
  const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
  const page = await context.newPage()
  await atTheCompany(page, site, secret, at)
  return { context, page }
}

async function atTheCompany(page, site, secret, at) {
  await page.goto(`${site.base}/sign-in`)
  await page.getByRole('link', { name: 'Sign in with Company' }).click()
  await page.locator('[name=name]').fill('admin')
  await page.locator('[name=password]').fill(password)
  await page.locator('[name=code]').fill(code(secret, at))
  await page.locator('form button').click()
}

/** Agrees to what waits, after it was looked at. */
async function agree(page, expected, wrong, where) {
  const waiting = page.locator('[data-waiting]')
  for (const fingerprint of expected) await waiting.getByText(fingerprint).first().waitFor()
  assert.equal(await waiting.getByRole('button', { name: 'Agree' }).isDisabled(), true)
  wrong.push(...(await found(page, where)))
  await waiting.getByLabel('I have compared the fingerprints').check()
  await waiting.getByRole('button', { name: 'Agree' }).click()
  await waiting.waitFor({ state: 'detached' })
}

const upload = (text) => ({ name: 'idp.xml', mimeType: 'text/xml', buffer: Buffer.from(text) })

export const identity = {
  'an identity provider is added by its metadata, its keys are seen and agreed to, and people sign in by it': async (
    browser,
    _,
    artifacts,
  ) => {
    const own = await mkdtemp(join(tmpdir(), 'ringside-rules-'))
    const file = join(own, 'access.json')
    await writeFile(file, JSON.stringify({ version: 1, rules: [{ roles: ['administrator'] }] }))
    const [peer, site] = [await guarded(['--identity-provider']), await guarded(['--access-rules', file])]
    const wrong = []
    try {
      const there = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const theirSecret = await setUp(await there.context.newPage(), peer.folder, wrong)
      await there.context.close()
      const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await context.newPage()
      const secret = await setUp(page, site.folder, wrong)
      const other = await vouching(peer, site)
      const metadata = other.metadata()
      const [first] = fingerprints(metadata)

      await comeIn(page, `${site.base}/identity-providers`, secret)
      await page.getByText('None yet.').waitFor()
      await page.locator('[data-panel=own]').getByText('signs').waitFor()
      wrong.push(...(await found(page, 'identity providers, none')))
      const add = page.locator('[data-panel=add]')
      await add.getByLabel('Name on the button').fill('Company')
      await add.locator('input[type=file]').setInputFiles(upload('<nothing/>'))
      await add.getByRole('button', { name: 'Show its keys' }).click()
      await add.getByRole('alert').getByText('This cannot be used').waitFor()
      await add.locator('textarea').fill(metadata)
      await add.getByRole('button', { name: 'Show its keys' }).click()
      await page.getByText('Nobody signs in by it yet').waitFor()
      await page.screenshot({ path: `${artifacts}identity-waits.png`, fullPage: true })
      await agree(page, [first], wrong, 'identity provider that waits, wide')
      await page.getByText('People sign in by it').waitFor()

      const signedIn = await byTheCompany(browser, site, theirSecret)
      await signedIn.page.locator('nav [data-me=saml]').waitFor()
      await barred(context, site, signedIn.page, theirSecret, wrong, artifacts)
      await signedIn.context.close()

      other.idp('key', 'next', 'site')
      const both = other.metadata()
      const [, second] = fingerprints(both)
      await page.reload()
      await page.getByText('New keys or metadata').click()
      await page.locator('[data-panel=provider] input[type=file]').setInputFiles(upload(both))
      await page.getByRole('button', { name: 'Show what is new' }).click()
      await page.locator('[data-kind=key_added]').getByText(second).waitFor()
      await page.screenshot({ path: `${artifacts}identity-new-key.png`, fullPage: true })
      await phone(browser, context, site, wrong, artifacts)
      await agree(page, [second], wrong, 'identity provider with a new key, wide')
      await page
        .getByRole('button', { name: `Take out the key ${first.replace(' ', '').slice(0, 8).toLowerCase()}` })
        .click()
      await page.locator('[data-kind=key_gone]').getByText(first).waitFor()
      await page.locator('[data-waiting]').getByRole('button', { name: 'Drop' }).click()
      await page.locator('[data-waiting]').waitFor({ state: 'detached' })

      await page.getByText('What is agreed').click()
      await page.getByLabel('Allow SHA-1').check()
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('SHA-1 is allowed, which is broken').waitFor()
      wrong.push(...(await found(page, 'identity provider, settings')))
      await context.close()
    } finally {
      await peer.stop()
      await site.stop()
      await rm(own, { recursive: true })
    }
    return wrong
  },
}

/** Somebody who is barred is out at once, and cannot come back. */
async function barred(context, site, theirs, secret, wrong, artifacts) {
  const page = await context.newPage()
  await page.goto(`${site.base}/sessions`)
  const row = page.locator('[data-session]').filter({ hasText: 'SAML' })
  await row.getByRole('button', { name: 'Bar' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Why').fill('left the company')
  wrong.push(...(await found(page, 'barring somebody')))
  await page.screenshot({ path: `${artifacts}identity-bar.png` })
  await dialog.getByRole('button', { name: 'Bar' }).click()
  const table = page.locator('[data-panel=barred]')
  await table.getByRole('cell', { name: 'left the company' }).waitFor()
  await row.waitFor({ state: 'detached' })
  await theirs.locator('[data-ended]').waitFor()
  await atTheCompany(theirs, site, secret, Date.now() + 30_000) // a code counts once
  await theirs.getByText('An administrator has barred you').waitFor()
  wrong.push(...(await found(theirs, 'somebody who is barred')))
  await theirs.screenshot({ path: `${artifacts}identity-barred.png` })
  await table.getByRole('button', { name: 'Let in again' }).click()
  await page.getByText('Nobody is barred.').waitFor()
  await page.close()
}

/** The same on a phone, in Korean and dark. */
async function phone(browser, context, site, wrong, artifacts) {
  const narrow = await profile(browser, { theme: 'dark', language: 'ko', width: 390 })
  await narrow.context.addCookies(await context.cookies())
  const page = await narrow.context.newPage()
  await page.goto(`${site.base}/identity-providers`)
  await page.getByText('승인 대기').first().waitFor()
  wrong.push(...(await found(page, 'identity provider with a new key, narrow')))
  await page.screenshot({ path: `${artifacts}identity-new-key-narrow.png`, fullPage: true })
  await narrow.context.close()
}
