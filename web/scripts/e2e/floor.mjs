// The floor: how a queue stood at a moment of the past, and when a wait is too long.
import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { faults, profile } from './browser.mjs'
import { linkOn } from './pages.mjs'

async function open(browser) {
  const made = await profile(browser, { theme: 'light', language: 'en', width: 1440 })
  return { ...made, page: await made.context.newPage() }
}

/** Goes closer on a page with a past, back and again, and exports what it shows. */
async function throughMoments(page, title) {
  const panel = page.locator('[data-panel="past_moment"]')
  await panel.getByRole('button', { name: '1 hour' }).click()
  await page.waitForURL(/around=/)
  await panel.locator('p[data-waiting]').waitFor()
  await panel.getByRole('button', { name: '15 min' }).click()
  await page.waitForURL(/span=15/)
  await page.locator('[data-panel="past_depth"]').getByText('every 15 seconds').waitFor()
  const around = new URL(page.url()).searchParams.get('around')
  await panel.getByRole('button', { name: 'Earlier' }).click()
  await page.waitForURL((url) => Date.parse(url.searchParams.get('around')) === Date.parse(around) - 15 * 60_000)
  await page.goBack()
  await page.waitForURL((url) => url.searchParams.get('around') === around)
  await page.reload()
  await panel.locator('p[data-waiting]').waitFor()
  assert.deepEqual(await faults(page), [])
  await panel.getByRole('button', { name: `Export: ${title}` }).click()
  await page.getByRole('radio', { name: /JSON/ }).check()
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export all of it' }).click()
  const rows = (await readFile(await (await file).path(), 'utf8'))
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row))
  assert.equal(rows.length, 60, 'a quarter of an hour, every 15 seconds')
  assert.ok(rows.some((row) => row.samples === 1 && typeof row.total_last === 'number'))
}

export const floor = {
  'a queue is read at a moment of its past, closer, and exported as it is drawn': async (browser, base) => {
    const { context, page } = await open(browser)
    await page.goto(await linkOn(page, `${base}/queues?range=7d&sort=-contacts_created`, 'tbody th a'))
    await throughMoments(page, 'The queue at a moment')
    await context.close()
  },

  'all queues together are opened from the live ones and read at a moment of their past': async (browser, base) => {
    const { context, page } = await open(browser)
    await page.goto(`${base}/live/queues`)
    await page.locator('tfoot').getByRole('button', { name: 'All queues' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/open=all/)
    const drawer = page.getByRole('dialog', { name: 'All queues' })
    await drawer.getByRole('img', { name: /^At most \d+ waited/ }).waitFor()
    assert.deepEqual(await faults(page), [])
    await drawer.getByRole('link', { name: 'All queues over time' }).click()
    await page.waitForURL(/live\/queues\/past/)
    await throughMoments(page, 'All queues at a moment')
    await page.getByRole('link', { name: 'Live queues' }).last().click()
    await page.locator('tbody tr').first().waitFor()
    await context.close()
  },

  'limits of waits are set for a queue, judged, and taken away again': async (browser, base) => {
    const { context, page } = await open(browser)
    await page.goto(`${base}/settings`)
    const panel = page.locator('[data-panel="waits"]')
    await panel.getByRole('button', { name: 'Set limits' }).click()
    const [warn, bad] = [panel.getByLabel(/: Long after/), panel.getByLabel(/: Too long after/)]
    await warn.fill('400')
    await page.getByText('More than for a long wait, at most 604800').waitFor()
    await bad.fill('500')
    assert.deepEqual(await faults(page), [])
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText(/^Saved/).waitFor()
    await page.reload()
    assert.deepEqual([await warn.inputValue(), await bad.inputValue()], ['400', '500'])
    await panel.getByRole('button', { name: /^Take away the limits/ }).click()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await warn.waitFor({ state: 'detached' })
    await page.getByText('Everything is saved').waitFor()
    await context.close()
  },
}
