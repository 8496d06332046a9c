// A person is forgotten, at a server of the check's own: nobody else's figures change.
import { strict as assert } from 'node:assert'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faults, profile } from './browser.mjs'
import { serve } from './server.mjs'

const instance = 'arn:aws:connect:ap-northeast-2:111122223333:instance/5f3c2a10-7b6d-4e8f-9a1b-0c2d3e4f5a6b'

const id = (number) => `${String(number).padStart(8, '0')}-4444-4222-8333-444444444444`

/** Contact records of five customers, each of whom called again and again. */
function called(contacts) {
  return Array.from({ length: contacts }, (_, i) =>
    JSON.stringify({
      AWSAccountId: '111122223333',
      ContactId: id(i),
      InstanceARN: instance,
      Channel: 'VOICE',
      InitiationMethod: 'INBOUND',
      InitiationTimestamp: '2026-11-02T01:00:00Z',
      DisconnectTimestamp: '2026-11-02T01:05:00Z',
      LastUpdateTimestamp: '2026-11-02T01:06:00Z',
      CustomerEndpoint: { Address: `+82105550000${i % 5}`, Type: 'TELEPHONE_NUMBER' },
      Attributes: { friend: i === 1 ? '+821055500003' : 'none' },
    }),
  ).join('\n')
}

async function filled() {
  const folder = await mkdtemp(join(tmpdir(), 'ringside-erasure-'))
  const server = await serve(folder)
  const imported = (body) =>
    fetch(`${server.base}/api/v1/import`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson', Authorization: `Bearer ${server.key}` },
      body,
    })
  const answer = await imported(called(50))
  assert.equal(answer.status, 200, await answer.text())
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true })
  }
  return { ...server, imported, stop }
}

/** Opens the page in one look and says what is wrong with it at each of its moments. */
async function forget(browser, base, artifacts, look, customer) {
  const { context } = await profile(browser, look)
  const page = await context.newPage()
  const wrong = []
  const see = async (moment) => {
    const name = `erasure-${moment}-${look.theme}-${look.language}-${look.width}`
    wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
    await page.screenshot({ path: `${artifacts}${name}.png`, fullPage: true })
  }
  await page.goto(`${base}/settings`)
  await page.locator('a[href="/erasure"]').click()
  const form = page.locator('[data-panel="erasure"] form')
  await form.locator('textarea').first().fill('anonymous')
  await form.locator('button').click()
  await form.getByRole('alert').waitFor()
  await form.locator('textarea').first().fill(customer)
  await see('form')
  await form.locator('button').click()
  await page.locator('[data-erasure="counted"]').waitFor()
  assert.equal(await page.locator('[data-erasure] dd').first().innerText(), '10', 'contacts that would go')
  assert.ok(await page.locator('[data-erasure] form button').first().isDisabled(), 'nothing goes without a tick')
  await see('counted')
  await page.locator('[data-erasure] input[type=checkbox]').check()
  await page.locator('[data-erasure] form button').first().click()
  await page.locator('[data-erasure="done"]').waitFor()
  assert.equal(await page.locator('[data-erasure] dd').nth(1).innerText(), '10', 'records that went')
  await see('done')
  await context.close()
  return wrong
}

/** Agrees on two days in one look, and removes what is older. */
async function limit(browser, base, artifacts, look) {
  const { context } = await profile(browser, look)
  const page = await context.newPage()
  const wrong = []
  const see = async (moment) => {
    const name = `retention-${moment}-${look.theme}-${look.language}-${look.width}`
    wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
    await page.screenshot({ path: `${artifacts}${name}.png`, fullPage: true })
  }
  await page.goto(`${base}/settings`)
  await page.locator('a[href="/retention"]').click()
  const form = page.locator('[data-panel="retention"] form')
  const days = form.locator('[data-kind="contacts"] input')
  await days.fill('1')
  assert.ok(await form.locator('button').isDisabled(), 'one day can be saved')
  await see('fault')
  await days.fill('2')
  await form.locator('button').click()
  await form.locator('[data-next]').waitFor()
  const now = page.locator('[data-panel="expired"]')
  await now.locator('button').click()
  await now.locator('[data-erasure="counted"]').waitFor()
  assert.equal(await now.locator('dd').first().innerText(), '50', 'contacts that would go')
  await see('counted')
  await now.locator('input[type=checkbox]').check()
  await now.locator('form button').first().click()
  await now.locator('[data-erasure="done"]').waitFor()
  await page.locator('[data-panel="applied"] dd').first().getByText('50', { exact: true }).waitFor()
  await see('done')
  await context.close()
  return wrong
}

export const erasure = {
  'what is older than agreed goes, and is not taken again': async (browser, _, artifacts) => {
    const server = await filled()
    try {
      const wrong = await limit(browser, server.base, artifacts, { theme: 'dark', language: 'ko', width: 390 })
      const again = await (await server.imported(called(50))).json()
      assert.deepEqual([again.read, again.older, again.stored], [50, 50, 0], 'delivered again')
      return wrong
    } finally {
      await server.stop()
    }
  },

  'a customer is counted, erased and not found again': async (browser, _, artifacts) => {
    const server = await filled()
    try {
      const wrong = await forget(
        browser,
        server.base,
        artifacts,
        { theme: 'light', language: 'en', width: 1440 },
        '+82 10-5550-0003',
      )
      const gone = await fetch(`${server.base}/api/v1/contacts/${id(3)}`)
      assert.equal(gone.status, 404, 'a contact that was erased')
      wrong.push(
        ...(await forget(
          browser,
          server.base,
          artifacts,
          { theme: 'dark', language: 'ko', width: 390 },
          '+821055500004',
        )),
      )
      const { context } = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
      const page = await context.newPage()
      await page.goto(`${server.base}/contacts/${id(2)}`)
      await page.getByRole('link', { name: 'Erase this contact…' }).click()
      assert.equal(await page.locator('[data-panel="erasure"] textarea').nth(1).inputValue(), id(2))
      await context.close()
      return wrong
    } finally {
      await server.stop()
    }
  },
}
