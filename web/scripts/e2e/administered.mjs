// What those who administer a Ringside with sign-in see, with something in it, at a server of the check's own.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, profile } from './browser.mjs'
import { visit } from './pages.mjs'
import { binary } from './server.mjs'
import { comeIn, guarded, setUp } from './sign_in.mjs'

const instance = 'arn:aws:connect:ap-northeast-2:111122223333:instance/12345678-1234-1234-1234-123456789012'

const wiki =
  '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://wiki.example.org/sp"><md:SPSSODescriptor ' +
  'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService index="0" ' +
  'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://wiki.example.org/acs"/></md:SPSSODescriptor></md:EntityDescriptor>'

/** Orders of the command line, beside the server; identity providers are made of the metadata of two applications of its own. */
async function fill({ base, folder }) {
  const order = (...args) => execFileSync(binary, [...args, '--data', folder], { encoding: 'utf8' })
  const file = async (name, text) => {
    await writeFile(join(folder, name), text)
    return join(folder, name)
  }
  order('idp', 'group', 'add', 'agents')
  order('idp', 'group', 'add', '야간 상담 2팀')
  order('idp', 'person', 'admin', '--email', 'root.zyxwv@example.org', '--display-name', '김서연', '--group', 'agents')
  const aws = ['--instance', instance, '--role', 'ConnectFederation', '--provider', 'Ringside']
  order('idp', 'connect', 'seoul', ...aws, '--name', 'Amazon Connect 서울')
  order('idp', 'add', 'wiki', '--name', 'Wiki', '--sp-metadata', await file('wiki.xml', wiki))
  for (const id of ['seoul', 'wiki']) order('idp', 'assign', id, '--user', 'admin')
  const metadata = (id) => file(`${id}.xml`, order('idp', 'metadata', id, '--public-url', base))
  order('saml', 'add', '본사 통합 로그인', await metadata('wiki'))
  order('saml', 'add', 'School', await metadata('seoul'))
  const [digest] = order('saml', 'show', '본사 통합 로그인')
    .match(/[0-9a-f]{64}/g)
    .slice(-1)
  order('saml', 'agree', '본사 통합 로그인', digest)
  order('saml', 'key', 'next', '--public-url', base)
  order('session', 'bar', 'https://sso.example.org/saml', 'minho@example.org', '--note', '퇴사')
  order('key', 'new', 'firehose-seoul')
  order('token', 'create', '월간 보고서', '--role', 'analyst', '--days', '5')
  order('token', 'create', 'wallboard-lobby', '--role', 'wallboard')
}

/** Waits until the server knows of the key that the command line has made, which it looks for every five seconds: no page asks again. */
const keyed = (page, base) =>
  eventually(
    async () => (await (await page.request.get(`${base}/api/v1/identity-providers`)).json()).own_keys.length,
    (keys) => assert.equal(keys, 2),
  )

/** Has the records verified. */
async function verified(page) {
  await page.locator('form:has(input[maxlength="100"]) button').first().click()
  await page.locator('[role=status][data-intact=true]').waitFor()
}

const pages = [
  { name: 'guarded-identity', path: '/identity-providers', ready: '[data-panel="own"] [data-change=turn]' },
  { name: 'guarded-keys', path: '/keys', ready: '[data-panel="tokens"] tbody tr' },
  { name: 'guarded-sessions', path: '/sessions', ready: '[data-panel="barred"] tbody tr' },
  { name: 'guarded-audit', path: '/audit', ready: '[role=status][data-intact=true]', before: verified },
  { name: 'guarded-portal', path: '/portal', ready: 'main' },
  { name: 'guarded-applications', path: '/portal/applications', ready: 'form' },
  { name: 'guarded-application', path: '/portal/applications/wiki', ready: 'form' },
  { name: 'guarded-people', path: '/portal/people', ready: 'form' },
  { name: 'guarded-groups', path: '/portal/groups', ready: 'form' },
]

/** An application is opened by the portal, which its session tells whoever ends that. */
async function opened(context, base) {
  await context.route('https://wiki.example.org/acs', (route) =>
    route.fulfill({ status: 200, contentType: 'text/plain', body: 'welcome' }),
  )
  const page = await context.newPage()
  await page.goto(`${base}/idp/wiki/start`)
  await page.getByText('welcome').waitFor()
  await page.goto(`${base}/sessions`)
  await page.getByText('opened Wiki').waitFor()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('dialog').getByText('Still signed in at Wiki').waitFor()
  await page.close()
}

/** Our own key is turned and the old one deleted, on the page. */
async function turned(context, base) {
  const page = await context.newPage()
  await page.goto(`${base}/identity-providers`)
  const own = page.locator('[data-panel=own]')
  await own.getByText('send the administrators of').waitFor()
  for (const [change, sure, button, after] of [
    ['turn', 'All of them have our new metadata', 'Turn', 'retire'],
    ['retire', 'None of them encrypts for it any more', 'Delete it', 'next'],
  ]) {
    const step = own.locator(`[data-change=${change}]`)
    await step.locator('summary').click()
    assert.equal(await step.getByRole('button', { name: button }).isDisabled(), true)
    await step.getByLabel(sure).check()
    await step.getByRole('button', { name: button }).click()
    await own.locator(`[data-change=${after}]`).waitFor()
    await step.waitFor({ state: 'detached' })
  }
  assert.equal(await own.locator('li').count(), 1)
  await page.goto(`${base}/audit?action=turn_saml_key`)
  await page.getByRole('cell', { name: "Changed Ringside's SAML key" }).first().waitFor()
  await page.close()
}

export const administered = {
  'what administrators see is without faults in both themes, both languages, wide and narrow': async (
    browser,
    _,
    artifacts,
  ) => {
    const own = await mkdtemp(join(tmpdir(), 'ringside-rules-'))
    const file = join(own, 'access.json')
    await writeFile(file, JSON.stringify({ version: 1, rules: [{ roles: ['administrator'] }] }))
    const server = await guarded(['--identity-provider', '--access-rules', file])
    const wrong = []
    try {
      const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await context.newPage()
      const secret = await setUp(page, server.folder, wrong)
      await fill(server)
      await comeIn(page, `${server.base}/settings`, secret)
      await keyed(page, server.base)
      await opened(context, server.base)
      wrong.push(...(await visit(browser, server.base, artifacts, pages, await context.cookies())))
      await turned(context, server.base)
      await context.close()
    } finally {
      await server.stop()
      await rm(own, { recursive: true })
    }
    return wrong
  },
}
