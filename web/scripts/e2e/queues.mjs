// The list of queues. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { eventually, faults, open, sum } from './browser.mjs'
import { week } from './days.mjs'

const numbers = (rows) =>
  rows.evaluateAll((all) =>
    all.map((row) =>
      Number(row.querySelector('[data-metric="contacts_created"] button')?.innerText.replaceAll(',', '')),
    ),
  )

export const queues = {
  'queues parted by channel add up to their channels, and these to the total': async (browser, base) => {
    const { context, page } = await open(browser, base, `/queues?${week}&own=1`)
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    const [total] = await numbers(page.locator('tfoot tr'))
    await page.getByRole('button', { name: 'By channel', exact: true }).click()
    await page.waitForURL(/group=channel/)
    await page.locator('tr[data-member]').first().waitFor()
    const groups = page.locator('tr[data-group]')
    assert.ok((await groups.count()) >= 2, 'several channels')
    assert.equal(sum(await numbers(groups)), total, 'the channels add up to the total')
    assert.equal(sum(await numbers(page.locator('tr[data-member]'))), total, 'their queues do, too')
    assert.deepEqual(await numbers(page.locator('tfoot tr')), [total], 'the total is the same')
    const members = await page.locator('tr[data-member]').count()
    const first = groups.first().getByRole('button', { expanded: true })
    const folded = Number(await first.locator('small').innerText())
    await first.press('Enter')
    await page.waitForURL(/shut=/)
    await eventually(
      () => page.locator('tr[data-member]').count(),
      (shown) => assert.ok(members - shown >= folded, `${members - shown} rows of ${folded} queues are folded`),
    )
    await page.reload()
    await groups.first().getByRole('button', { expanded: false }).waitFor()
    assert.deepEqual(await faults(page), [])
    await page.goBack()
    await page.locator('tr[data-group] button[aria-expanded="true"]').first().waitFor()
    await context.close()
  },
}
