// Ringside as an identity provider, at a server of the check's own: from three names to Amazon Connect's door.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { profile } from './browser.mjs'
import { binary } from './server.mjs'
import { comeIn, found, guarded, setUp } from './sign_in.mjs'

const instance = 'arn:aws:connect:ap-northeast-2:111122223333:instance/12345678-1234-1234-1234-123456789012'

/** Adds an application by the three names, says what else it is told, and assigns the account. */
async function connect(page, base, wrong, artifacts) {
  await page.goto(`${base}/portal/applications`)
  wrong.push(...(await found(page, 'applications, none')))
  const form = page.locator('form:has([value=connect])')
  for (const [name, value] of Object.entries({ instance, role: 'ConnectFederation', provider: 'Ringside' }))
    await form.locator(`[name=${name}]`).fill(value)
  await form.locator('summary').click()
  await form.locator('[name=landing]').fill('nowhere')
  await form.locator('[name=id]').fill('seoul')
  await form.locator('button').click()
  await page.getByRole('alert').getByText('is nowhere to land').waitFor()
  wrong.push(...(await found(page, 'applications, wrong')))
  await page.screenshot({ path: `${artifacts}portal-applications.png`, fullPage: true })
  await form.locator('[name=landing]').fill('workspace')
  await form.locator('button').click()
  await page.waitForURL(`${base}/portal/applications/seoul`)
  await page.locator('tr:has([value=""]) [name=name]').first().fill('SessionDuration')
  await page.locator('tr:has([value=""]) [name=value]').first().fill('60')
  await page.getByRole('button', { name: 'Save the mappings' }).click()
  await page.getByRole('alert').getByText('SessionDuration is not 900 to 43200').waitFor()
  await page.locator('tr:has([value$=SessionDuration]) [name=value]').fill('3600')
  await page.getByRole('button', { name: 'Save the mappings' }).click()
  await page.waitForURL(`${base}/portal/applications/seoul`)
  await page.locator('[name=session]').fill('480')
  await page.getByRole('button', { name: 'Save the settings' }).click()
  await page.waitForURL(`${base}/portal/applications/seoul`)
  await page.locator('[name=users]').fill('admin')
  await page.locator('form:has([name=users]) button').click()
  await page.locator('[name=person]').selectOption('admin')
  await page.locator('form[method=get] button').click()
  await page.waitForURL(`${base}/portal/applications/seoul?person=admin`)
  await page.locator('dd code').getByText('Root.Zyxwv@example.org').first().waitFor()
  await page.locator('dd code').getByText('3600').waitFor()
  wrong.push(...(await found(page, 'preview, wide')))
  await page.screenshot({ path: `${artifacts}portal-preview.png`, fullPage: true })
}

/** Adds an application that is not Amazon Connect by its metadata, and removes it. */
async function other(page, base, wrong, artifacts) {
  await page.goto(`${base}/portal/applications`)
  const form = page.locator('form:has([value=saml])')
  await form.locator('[name=name]').fill('Wiki')
  await form
    .locator('[name=metadata]')
    .fill(
      '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://wiki.example.org/sp"><md:SPSSODescriptor ' +
        'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService index="0" ' +
        'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://wiki.example.org/acs"/></md:SPSSODescriptor></md:EntityDescriptor>',
    )
  await form.locator('button').click()
  await page.waitForURL(`${base}/portal/applications/wiki-example-org`)
  wrong.push(...(await found(page, 'another application, wide')))
  await page.screenshot({ path: `${artifacts}portal-other.png`, fullPage: true })
  await page.locator('[name=sure]').check()
  await page.locator('form:has([name=sure]) button').click()
  await page.waitForURL(`${base}/portal/applications`)
  assert.equal(await page.getByRole('link', { name: 'Wiki' }).count(), 0)
}

/** Says who the owner of the account is, and adds somebody else. */
async function describe(page, base, wrong, artifacts) {
  await page.goto(`${base}/portal/people?account=admin`)
  await page.locator('[name=email]').fill('Root.Zyxwv@example.org')
  await page.locator('form[action="/portal/people"] button').click()
  await page.waitForURL(`${base}/portal/people`)
  await page.goto(`${base}/portal/groups`)
  for (const name of ['agents', 'leads']) {
    await page.locator('form:not(:has([name=do])) [name=name]').fill(name)
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
  }
  await page.goto(`${base}/portal/people`)
  await page.locator('[name=account]').fill('kim')
  await page.locator('[name=groups]').fill('agents, laeds')
  await page.locator('form[action="/portal/people"] button').click()
  await page.getByRole('alert').getByText('no such group: laeds').waitFor()
  await page.locator('[name=groups]').fill('agents, leads')
  await page.locator('form[action="/portal/people"] button').click()
  await page.getByRole('status').getByText('/sign-in/set-up?token=').waitFor()
  wrong.push(...(await found(page, 'people, wide')))
  await page.screenshot({ path: `${artifacts}portal-people.png`, fullPage: true })
  const csv =
    'username,email,groups,active\nlee,lee@example.org,agents;leads,true\nkim,,agents,false\nnot a name,,,true\n'
  await page
    .locator('[name=file]')
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await page.getByRole('button', { name: 'Check first' }).click()
  await page.getByText('What an import would do').waitFor()
  assert.equal(await page.getByText('Groups that would be new').count(), 0)
  wrong.push(...(await found(page, 'people to be brought in')))
  await page.screenshot({ path: `${artifacts}portal-import.png`, fullPage: true })
  await page.goto(`${base}/portal/people?account=kim`)
  await page.getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Enable' }).waitFor()
  wrong.push(...(await found(page, 'somebody disabled, wide')))
  await page.screenshot({ path: `${artifacts}portal-disabled.png`, fullPage: true })
  await page.getByRole('button', { name: 'Enable' }).click()
  await page.getByRole('button', { name: 'Disable' }).waitFor()
  await page.goto(`${base}/portal/groups?name=leads`)
  await page.locator('[name=members]').fill('kim, admin')
  await page.getByRole('button', { name: 'Save the members' }).click()
  await page.getByRole('row').getByText('leads').waitFor()
  wrong.push(...(await found(page, 'groups, wide')))
  await page.screenshot({ path: `${artifacts}portal-groups.png`, fullPage: true })
}

/** An application of another site asks by a form, for which browsers send no cookie, and is answered. */
async function asked(context, { base, folder }) {
  const metadata = join(folder, 'app.xml')
  await writeFile(
    metadata,
    '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://app.example.org/"><md:SPSSODescriptor ' +
      'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:SingleLogoutService ' +
      'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://app.example.org/slo"/><md:AssertionConsumerService index="0" ' +
      'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://app.example.org/acs"/></md:SPSSODescriptor></md:EntityDescriptor>',
  )
  const idp = (...args) => execFileSync(binary, ['idp', ...args, '--data', folder])
  idp('add', 'app', '--name', 'App', '--sp-metadata', metadata)
  idp('assign', 'app', '--user', 'admin')
  const request =
    '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1" Version="2.0" ' +
    `IssueInstant="${new Date().toISOString()}"><saml:Issuer>https://app.example.org/</saml:Issuer></samlp:AuthnRequest>`
  let brought
  await context.route('http://app.example.org/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${base}/idp/app/sso"><input name="SAMLRequest" value="${Buffer.from(request).toString('base64')}"><button>Sign in</button></form>`,
    }),
  )
  await context.route('https://app.example.org/acs', (route) => {
    brought = new URLSearchParams(route.request().postData())
    return route.fulfill({ status: 200, contentType: 'text/plain', body: 'welcome' })
  })
  const page = await context.newPage()
  await page.goto('http://app.example.org/')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('welcome').waitFor()
  assert.match(Buffer.from(brought.get('SAMLResponse'), 'base64').toString(), /InResponseTo="_a1"/)
  await page.close()
}

/** Signing out tells the application that was opened, which keeps the browser here, and names who may still know the person. */
async function signedOut(page, { base }, wrong, artifacts) {
  let told, begun
  await page.context().route('https://app.example.org/slo', (route) => {
    told = new URLSearchParams(route.request().postData())
    return route.fulfill({ status: 200, contentType: 'text/plain', body: 'goodbye' })
  })
  page.on('request', (request) => {
    if (request.url().startsWith(`${base}/idp/leave?`)) begun = request.url()
  })
  await page.goto(`${base}/sign-out`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('goodbye').waitFor()
  assert.match(
    Buffer.from(told.get('SAMLRequest'), 'base64').toString(),
    /LogoutRequest.*SignatureValue.*SessionIndex/s,
  )
  await page.goto(begun)
  for (const name of ['Amazon Connect', 'App'])
    await page.getByRole('listitem').getByText(name, { exact: true }).waitFor()
  wrong.push(...(await found(page, 'signed out, wide')))
  await page.screenshot({ path: `${artifacts}portal-signed-out.png` })
  await page.setViewportSize({ width: 390, height: 844 })
  wrong.push(...(await found(page, 'signed out, narrow')))
}

export const portal = {
  'Amazon Connect is set up by three names, and a tile leads to its door': async (browser, _, artifacts) => {
    const server = await guarded(['--identity-provider'])
    const wrong = []
    try {
      const wide = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await wide.context.newPage()
      const secret = await setUp(page, server.folder, wrong)
      await comeIn(page, `${server.base}/portal`, secret)
      await page.getByText('There is no application for you yet').waitFor()
      wrong.push(...(await found(page, 'portal, empty')))
      await describe(page, server.base, wrong, artifacts)
      await connect(page, server.base, wrong, artifacts)
      await other(page, server.base, wrong, artifacts)

      const narrow = await profile(browser, { theme: 'dark', language: 'ko', width: 390 })
      await narrow.context.addCookies(await wide.context.cookies())
      const phone = await narrow.context.newPage()
      await phone.emulateMedia({ colorScheme: 'dark' }) // which pages of the server go by
      await phone.goto(`${server.base}/portal`)
      wrong.push(...(await found(phone, 'portal, narrow')))
      await phone.screenshot({ path: `${artifacts}portal-narrow.png` })
      await phone.goto(`${server.base}/portal/applications/seoul?person=admin`)
      wrong.push(...(await found(phone, 'preview, narrow')))
      await phone.screenshot({ path: `${artifacts}portal-preview-narrow.png`, fullPage: true })
      await phone.goto(`${server.base}/portal/people?account=kim`)
      wrong.push(...(await found(phone, 'people, narrow')))
      await phone.screenshot({ path: `${artifacts}portal-people-narrow.png`, fullPage: true })
      await phone.goto(`${server.base}/portal/groups?name=leads`)
      wrong.push(...(await found(phone, 'groups, narrow')))
      await phone.screenshot({ path: `${artifacts}portal-groups-narrow.png`, fullPage: true })
      await phone.goto(`${server.base}/portal/applications`)
      wrong.push(...(await found(phone, 'applications, narrow')))

      let brought
      await wide.context.route('https://ap-northeast-2.signin.aws.amazon.com/saml', (route) => {
        brought = new URLSearchParams(route.request().postData())
        return route.fulfill({ status: 200, contentType: 'text/plain', body: 'the door' })
      })
      await page.goto(server.base)
      await page.getByRole('link', { name: 'My applications' }).click()
      await page.waitForURL(`${server.base}/portal`)
      await page.screenshot({ path: `${artifacts}portal.png` })
      await page.getByRole('link', { name: 'Amazon Connect' }).click()
      await page.getByText('the door').waitFor()
      assert.match(Buffer.from(brought.get('SAMLResponse'), 'base64').toString(), /Root\.Zyxwv@example\.org/)
      assert.match(
        brought.get('RelayState'),
        /connect\/federate\/12345678-1234-1234-1234-123456789012\?destination=%2Fagent-app-v2$/,
      )
      await asked(wide.context, server)
      await signedOut(page, server, wrong, artifacts)
      await wide.context.close()
      await narrow.context.close()
    } finally {
      await server.stop()
    }
    return wrong
  },
}
