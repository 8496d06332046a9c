// From the portal through a simulated AWS into a simulated Amazon Connect, and what is found when that fails.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, profile } from './browser.mjs'
import { binary } from './server.mjs'
import { found } from './sign_in.mjs'

/** The page at which faults are switched. */
const switchboard = (base) => `http://aws.localhost:${new URL(base).port}/`

/** Opens Amazon Connect from the portal. */
async function open(page, base) {
  await page.goto(`${base}/portal`)
  await page.getByRole('link', { name: 'Amazon Connect', exact: false }).first().click()
}

/** Switches a fault on by its words. */
async function wrong(page, base, words) {
  await page.goto(switchboard(base))
  await page.getByRole('button', { name: words }).click()
  await page.getByRole('heading', { name: 'What goes wrong now' }).waitFor()
}

/** Saves what the page offers for the doctor. */
async function evidence(page, base, folder) {
  await page.goto(switchboard(base))
  const files = {}
  for (const name of ['sign-in.har', 'facts.json']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
    await download.saveAs((files[name] = join(folder, name)))
  }
  return files
}

/** The code of the first fault that ringside sso verify names, or else of what AWS's words can mean. */
function cause(files) {
  try {
    execFileSync(binary, ['sso', 'verify', files['sign-in.har'], '--facts', files['facts.json'], '--format', 'json'])
    return ''
  } catch (told) {
    const { findings } = JSON.parse(told.stdout)
    return (findings.find((f) => f.first) ?? findings.find((f) => f.severity === 'possible'))?.code
  }
}

/** From the dashboard's rail to Amazon Connect, as one person and as another. */
async function enter(page, base, faults, artifacts) {
  await page.goto(base)
  await page.getByRole('link', { name: '내 애플리케이션' }).click()
  await page.waitForURL(`${base}/portal`)
  faults.push(...(await found(page, 'portal of the demo')))
  await page.screenshot({ path: `${artifacts}demo-portal.png` })
  await open(page, base)
  await page.waitForURL(/\.my\.connect\.localhost:\d+\/agent-app-v2$/)
  faults.push(...(await found(page, 'simulated Amazon Connect')))
  await page.screenshot({ path: `${artifacts}demo-connect.png` })

  await page.goto(`${base}/sign-in`)
  faults.push(...(await found(page, 'who to be')))
  await page.screenshot({ path: `${artifacts}demo-people.png` })
  const person = page.locator('main li button').last()
  const login = /[a-z]+\.[a-z]+[0-9]*/.exec(await person.innerText())[0]
  await person.click()
  await page.waitForURL(`${base}/portal`)
  await open(page, base)
  await page.getByText(login, { exact: true }).first().waitFor()
  assert.match(page.url(), /\.my\.connect\.localhost:/)
}

/** A fault of each page of AWS: what is switched on, what that page then says, and how the doctor names it. */
const eachPage = [
  ['RoleSessionName is a display name', 'RoleSessionName in AuthnResponse must match', 'AWS-RSN-REGEX'],
  ['No policy is attached to the role', 'Please contact your AWS account administrator', 'IAM-POLICY-MISSING'],
  ['Amazon Connect has no such user', 'has not been onboarded to this application', 'CON-USER-MISSING'],
  ['There is no relay state', 'has led into the AWS console', 'CON-RELAY-MISSING'],
  ['has lasted 12 hours', 'Session Expired', 'CON-SESSION'],
  ['is not in the other Region', 'UserNotOnboardedException', 'CON-GR-USER'],
  ['The person is not assigned', 'Confirm with your administrator', 'IDC-ASSIGNMENT'],
]

export const aws = {
  'a tile of the portal leads into a simulated Amazon Connect, and what breaks on the way is found': async (
    browser,
    base,
    artifacts,
  ) => {
    const faults = []
    const folder = await mkdtemp(join(tmpdir(), 'ringside-aws-'))
    const { context } = await profile(browser, { theme: 'light', language: 'ko', width: 1440 })
    const page = await context.newPage()
    try {
      await enter(page, base, faults, artifacts)
      await page.goto(`http://${new URL(page.url()).host}/auth/sign-in?code=used`)
      await page.getByText('Session Expired').waitFor()

      await wrong(page, base, 'SAML:aud in the trust policy')
      faults.push(...(await found(page, 'switchboard')))
      await open(page, base)
      await page
        .getByRole('alert')
        .getByText(
          'Not authorized to perform sts:AssumeRoleWithSAML (service: AWSSecurityTokenService; status code: 403',
        )
        .waitFor()
      faults.push(...(await found(page, 'simulated sign-in, refused')))
      await page.screenshot({ path: `${artifacts}demo-refused.png` })
      await page.getByRole('link', { name: 'Find the cause' }).click()
      await page.screenshot({ path: `${artifacts}demo-switchboard.png`, fullPage: true })
      const files = await evidence(page, base, folder)
      assert.equal(cause(files), 'IAM-TRUST-AUD')
      await page.getByRole('link', { name: 'Find it in Ringside' }).click()
      await page.locator('input[name=facts]').nth(-2).check() // from a file; where there is a plan they can be read from AWS, too
      const pick = page.locator('input[type=file]')
      await pick.nth(1).setInputFiles(files['facts.json']) // a picker that has its file is gone
      await pick.nth(0).setInputFiles(files['sign-in.har'])
      await page.locator('main form button').last().click()
      await page.getByText('IAM-TRUST-AUD').first().waitFor()
      await page.screenshot({ path: `${artifacts}demo-verified.png` })

      await wrong(page, base, 'form-action')
      await page.goto(`${base}/portal`)
      const blocked = page.waitForEvent('console', (m) => m.text().includes('form-action'))
      await page.getByRole('link', { name: 'Amazon Connect', exact: false }).first().click()
      await blocked
      assert.doesNotMatch(page.url(), /connect\.localhost/)
      assert.equal(cause(await evidence(page, base, folder)), 'WEB-FORM-ACTION')

      for (const [words, said, code] of eachPage) {
        await wrong(page, base, words)
        await open(page, base)
        await page.getByText(said).first().waitFor()
        assert.equal(cause(await evidence(page, base, folder)), code, words)
      }

      const narrow = await profile(browser, { theme: 'dark', language: 'en', width: 390 })
      const phone = await narrow.context.newPage()
      await phone.emulateMedia({ colorScheme: 'dark' }) // which pages of the server go by
      await wrong(phone, base, 'Role has two values')
      faults.push(...(await found(phone, 'switchboard, narrow')))
      await phone.screenshot({ path: `${artifacts}demo-switchboard-narrow.png`, fullPage: true })
      await open(phone, base)
      await phone.getByRole('radio').first().waitFor()
      faults.push(...(await found(phone, 'roles, narrow')))
      await phone.screenshot({ path: `${artifacts}demo-roles-narrow.png` })
      await phone.getByRole('button', { name: 'Sign in' }).click()
      await phone.getByText('Agent workspace').waitFor()
      faults.push(...(await found(phone, 'simulated Amazon Connect, narrow')))
      await phone.screenshot({ path: `${artifacts}demo-connect-narrow.png` })
      await phone.goto(`${base}/sign-in`)
      faults.push(...(await found(phone, 'who to be, narrow')))
      await phone.screenshot({ path: `${artifacts}demo-people-narrow.png` })
      await phone.goto(`${base}/portal`)
      faults.push(...(await found(phone, 'portal of the demo, narrow')))
      await phone.screenshot({ path: `${artifacts}demo-portal-narrow.png` })
      await narrow.context.close()
    } finally {
      await page.goto(switchboard(base))
      const mend = page.getByRole('button', { name: 'Put it right' })
      if (await mend.count()) await mend.click()
      await rm(folder, { recursive: true })
    }
    await eventually(
      async () => {
        await open(page, base)
        return page.locator('main').innerText()
      },
      (text) => assert.match(text, /You are in Amazon Connect/),
    )
    await context.close()
    return faults
  },
}
