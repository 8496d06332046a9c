// Sign-in to Amazon Connect is set up by the page in the demo, whose AWS is simulated, and a sign-in that failed is explained.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faults, profile, settled } from './browser.mjs'
import { binary } from './server.mjs'
import { comeIn, guarded, setUp } from './sign_in.mjs'

/** Metadata of an identity provider, as IAM takes them: Ringside's own of an application. */
async function metadata(instance) {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-sso-'))
  const idp = (...args) => execFileSync(binary, ['idp', ...args, '--data', folder], { encoding: 'utf8' })
  try {
    idp('connect', 'seoul', '--instance', instance, '--role', 'AmazonConnectSignIn', '--provider', 'AmazonConnect')
    return idp('metadata', 'seoul', '--public-url', 'https://ringside.example.org')
  } finally {
    await rm(folder, { recursive: true })
  }
}

const people = [
  'email,first name,last name,groups',
  'sso.check.lead@example.com,Sora,Kim,Supervisors',
  'sso.check@example.com,Minsu,Lee,',
  'with blank@example.com,Jisu,Park,',
].join('\n')

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

/** Goes from the plan to the test in one look; what is done already is as it shall be. */
async function walk(browser, base, artifacts, look, instance) {
  const { context, errors } = await profile(browser, look)
  const page = await context.newPage()
  const wrong = []
  const see = async (step) => {
    const name = `sso-${step}-${look.theme}-${look.language}-${look.width}`
    await settled(page)
    wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
    await page.screenshot({ path: `${artifacts}${name}.png`, fullPage: true })
  }
  await page.goto(`${base}/sso?step=plan`)
  const wish = page.locator('[data-panel="wish"] form')
  await wish.locator('select').first().selectOption('centre')
  await wish.locator('input[list]').fill('acme')
  await wish.locator('button[class*="primary"]').click()
  await wish.getByRole('alert').waitFor()
  await wish.locator('input[list]').fill(instance)
  await wish
    .locator('input[type=file]')
    .last()
    .setInputFiles(file('metadata.xml', await metadata(instance)))
  const planned = page.waitForResponse((answer) => answer.url().endsWith('/sso/plan') && answer.ok())
  await wish.locator('button[class*="primary"]').click()
  await planned
  await page.locator('[data-plan] [data-action]').first().waitFor()
  await page.locator('[data-logins] summary').last().click() // e-mail addresses are sent, and nobody of the demo is called so
  await see('plan')

  await page.goto(`${base}/sso?step=values`)
  const relay = page.locator('[data-panel="values"] code', { hasText: '/connect/federate/' })
  assert.ok((await relay.innerText()).includes(instance.split('/').at(-1)), 'the relay state is of the instance')
  await see('values')

  await page.goto(`${base}/sso?step=apply`)
  const apply = page.locator('[data-panel="apply"]')
  await apply.locator('form, [data-applied]').first().waitFor()
  if (await apply.locator('form').count()) {
    assert.ok(await apply.locator('form button').isDisabled(), 'nothing is applied without a tick')
    await see('agree')
    await apply.locator('input[type=checkbox]').check()
    await apply.locator('form button').click()
  }
  await apply.locator('[data-applied]').waitFor()
  await see('applied')

  await page.goto(`${base}/sso?step=users`)
  const form = page.locator('[data-panel="people"] form')
  await form.locator('input[name=source]').nth(1).check() // the demo's own people are known, too
  await form.locator('input[type=file]').first().setInputFiles(file('people.csv', people))
  const rules = (await form.locator('textarea').inputValue())
    .replace('CallCenterManager', 'Agent')
    .replaceAll('Basic Routing Profile', await routingProfile(base))
  await form.locator('textarea').fill(rules)
  await form.locator('button[class*="primary"]').click()
  const users = page.locator('[data-panel="users"]')
  await users.locator('[data-comparison]').waitFor()
  await users.getByRole('rowheader', { name: 'with blank@example.com' }).waitFor()
  await see('compared')
  if (await users.locator('form').count()) {
    await users.locator('input[type=checkbox]').check()
    const begun = page.waitForResponse((answer) => answer.url().endsWith('/users/apply') && answer.ok())
    await users.locator('form button').click()
    await begun
    await page.reload() // the job goes on
    await users.locator('[data-job="done"]').waitFor()
  }
  assert.equal(await users.locator('form').count(), 0, 'nobody is left to make')
  await see('users')

  await page.goto(`${base}/sso?step=test`)
  const own = page.locator('[data-own-test]')
  await own.locator('input').fill(await agent(base))
  await own.locator('button').click() // the message of the tile, which is sent nowhere
  await own.locator('[data-findings]').waitFor()
  const verify = page.locator('[data-panel="verify"] form')
  await verify
    .locator('textarea')
    .fill('Access denied. Your account has been authenticated, but has not been onboarded to this application.')
  await verify.locator('button[class*="primary"]').click()
  await page.locator('code', { hasText: 'CON-USER-MISSING' }).waitFor()
  await see('test')
  await context.close()
  return [...wrong, ...errors.filter((text) => !text.includes('status of 422'))]
}

/** Any agent of the demo, by the login. */
async function agent(base) {
  const { values } = await (await fetch(`${base}/api/v1/dimensions?dimension=agent`)).json()
  return values.find((one) => /^[a-z]+\.[a-z]+$/.test(one.name)).name
}

/** Any routing profile of the demo, by its name. */
async function routingProfile(base) {
  const { values } = await (await fetch(`${base}/api/v1/dimensions?dimension=routing_profile`)).json()
  return values[0].name
}

export const sso = {
  'sign-in to Amazon Connect is planned, set up, given users and explained': async (browser, base, artifacts) => {
    const { values } = await (await fetch(`${base}/api/v1/dimensions?dimension=instance`)).json()
    const instance = values[0].value
    const looks = [
      { theme: 'light', language: 'ko', width: 1440 },
      { theme: 'dark', language: 'en', width: 390 },
    ]
    const wrong = []
    for (const look of looks) wrong.push(...(await walk(browser, base, artifacts, look, instance)))
    return wrong
  },

  "without credentials the set-up shows the values, hands a file over, and knows Ringside's own identity provider":
    async (browser, _, artifacts) => {
      const before = { ...process.env }
      Object.assign(process.env, nowhere)
      const server = await guarded(['--identity-provider'])
      process.env = before
      const wrong = []
      try {
        const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
        const page = await context.newPage()
        const secret = await setUp(page, server.folder, wrong)
        const own = ['--role', 'cc/SignIn', '--provider', 'Ringside', '--landing', 'workspace', '--data', server.folder]
        execFileSync(binary, ['idp', 'connect', 'seoul', '--instance', instance, ...own])
        await comeIn(page, `${server.base}/sso`, secret)
        const wish = page.locator('[data-panel="wish"] form')
        await wish.locator('select').first().selectOption('own:seoul')
        assert.equal(await wish.locator('input[list]').inputValue(), instance)
        await wish.locator('button[class*="primary"]').click()
        await page.getByText('AWS cannot be asked from here').waitFor()
        wrong.push(...(await faults(page)).map((fault) => `no answer: ${fault}`))
        await page.screenshot({ path: `${artifacts}sso-no-answer.png`, fullPage: true })
        const download = page.waitForEvent('download')
        await page.getByRole('button', { name: 'Hand over' }).click()
        const handed = await text(await (await download).createReadStream())
        assert.equal(JSON.parse(handed).path, '/cc/')
        await page.goto(`${server.base}/sso?step=plan`)
        await wish
          .locator('input[type=file]')
          .first()
          .setInputFiles(file('sso.json', handed.replace('/cc/', '/other/')))
        await page.getByText('Names and company rules').click()
        await page.locator('input[value="/other/"]').waitFor()

        await page.getByRole('link', { name: 'On to: Values to type' }).click()
        await page.getByText('There is nothing to type').waitFor()
        await page.goto(`${server.base}/sso?step=users`)
        await page.getByRole('radio', { name: 'of Ringside’s identity provider' }).waitFor()
        await page.goto(`${server.base}/sso?step=test`)
        const tile = page.getByRole('link', { name: 'Sign in to Amazon Connect' })
        assert.equal(await tile.getAttribute('href'), '/idp/seoul/start')
        wrong.push(...(await faults(page)).map((fault) => `test: ${fault}`))
        await page.screenshot({ path: `${artifacts}sso-own-test.png`, fullPage: true })
        await page.goto(`${server.base}/audit?action=plan_sign_in`)
        await page.getByRole('cell', { name: instance }).waitFor()
        await context.close()
        return wrong
      } finally {
        await server.stop()
      }
    },
}

const instance = 'arn:aws:connect:ap-northeast-2:111122223333:instance/12345678-1234-1234-1234-123456789012'

/** An environment without credentials. */
const nowhere = {
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_PROFILE: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
}

async function text(stream) {
  const pieces = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}
