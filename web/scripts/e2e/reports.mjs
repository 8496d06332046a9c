// Reports, and the month on paper. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { faults, open } from './browser.mjs'
import { firstInstance, thirty, thirtyDays } from './days.mjs'

export const reports = {
  'a report is saved under a name, opened again, pinned to a page and deleted': async (browser, base) => {
    const name = `Check ${Date.now()}`
    const report = '/reports/view?range=7d&metric=contacts_handled&by=queue'
    const { context, page } = await open(browser, base, report)
    await page.locator('tfoot td').first().waitFor()
    await page.getByRole('button', { name: 'Saved views' }).click()
    await page.getByRole('textbox', { name: 'Save this view as' }).fill(name)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.goto(`${base}/reports`)
    await page.getByRole('link', { name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    assert.ok(page.url().includes('metric=contacts_handled&by=queue'))
    await page.goto(`${base}/reports`)
    await page.getByRole('button', { name: `Pin: ${name}` }).click()
    await page.getByRole('checkbox', { name: 'Month' }).click()
    await page.getByRole('checkbox', { name: 'Month', checked: true }).waitFor()
    assert.deepEqual(await faults(page), [])
    await page.goto(`${base}/month`)
    const card = page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) })
    await card.locator('strong button').waitFor()
    assert.deepEqual(await faults(page), [])
    await page.goto(`${base}/reports`)
    await page.getByRole('button', { name: `Delete: ${name}` }).click()
    await page.getByText('was deleted').waitFor()
    assert.equal(await page.getByRole('link', { name }).count(), 0)
    await context.close()
  },

  'every row of a long report can be reached, and its total is the server’s': async (browser, base) => {
    const long = `/reports/view?${thirty}&metric=contacts_created&every=15m`
    const { context, page } = await open(browser, base, long)
    await page.locator('tfoot td').first().waitFor()
    const table = page.locator('table')
    const rows = Number(await table.getAttribute('aria-rowcount')) - 2
    assert.equal(rows, 30 * 96)
    assert.ok((await page.locator('tbody tr').count()) < 200)
    await page.locator('tbody').evaluate((body) => body.closest('[role="group"]').scrollTo(0, 1e9))
    await page.locator(`tr[aria-rowindex="${rows + 1}"]`).waitFor()
    const total = Number((await page.locator('tfoot td').textContent()).replaceAll(',', ''))
    const answer = await page.request.post(`${base}/api/v1/query`, {
      data: { metrics: ['contacts_created'], ...thirtyDays },
    })
    assert.equal((await answer.json()).totals[0], total, 'the total on screen is the server’s')
    await context.close()
  },

  'a month prints on one page': async (browser, base) => {
    const path = `/?range=last_month&instances=${await firstInstance()}` // the queues of two are twice as many rows
    const { context, page } = await open(browser, base, path, { theme: 'dark' })
    await page.locator('[data-total="contacts"]').waitFor()
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1)
    await context.close()
  },
}
