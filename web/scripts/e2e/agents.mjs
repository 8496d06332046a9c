// Agents, and the day of one. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { eventually, faults, open } from './browser.mjs'
import { week } from './days.mjs'
import { someAgent } from './pages.mjs'

export const agents = {
  'agents are found, put in order and in groups, and the address keeps it': async (browser, base) => {
    const { context, page } = await open(browser, base, `/agents?${week}`)
    const names = () => page.locator('tbody tr:not([data-group]) th a').allInnerTexts()
    const handled = () =>
      page
        .locator('tbody tr:not([data-group]) [data-metric="contacts_handled"]')
        .evaluateAll((cells) => cells.map((c) => Number(c.textContent.replaceAll(',', ''))))
    await page.locator('tbody tr').first().waitFor()
    const total = Number((await page.locator('tfoot [data-metric="contacts_handled"]').innerText()).replaceAll(',', ''))
    assert.ok(total > 0)
    await page.getByRole('button', { name: 'Contacts handled' }).click()
    await page.waitForURL(/sort=-contacts_handled/)
    await eventually(handled, (all) =>
      assert.deepEqual(
        all,
        all.toSorted((a, b) => b - a),
      ),
    )
    assert.equal(await page.locator('th[aria-sort="descending"]').count(), 1)
    const [someone] = await names()
    await page.getByRole('searchbox', { name: 'Find an agent by name' }).fill(someone.trim())
    await page.waitForURL(/find=/)
    await eventually(names, (found) =>
      assert.ok(found.length > 0 && found.every((name) => name.includes(someone.trim())), `found ${found}`),
    )
    await page.getByRole('searchbox', { name: 'Find an agent by name' }).fill('')
    await page.getByRole('button', { name: /^Group by/ }).click()
    await page.getByRole('button', { name: 'Routing profile' }).click()
    const fold = page.locator('tr[data-group] button').first()
    await fold.waitFor()
    const shown = (await names()).length
    await fold.click()
    await page.waitForURL(/shut=/)
    await eventually(names, (left) => assert.ok(left.length < shown))
    await page.getByRole('button', { name: /^Columns/ }).click()
    await page.getByRole('searchbox', { name: 'Find a figure' }).fill('active')
    await page.getByRole('checkbox', { name: /^Average active time/ }).check()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await page.locator('tfoot [data-metric="avg_active_time"]').waitFor()
    const before = await names()
    await page.reload()
    await page.locator('tr[data-group]').first().waitFor()
    await eventually(names, (again) => assert.deepEqual(again, before))
    await context.close()
  },

  'an agent’s day is drawn, looked into closer, stepped through, and each contact leads to its page': async (
    browser,
    base,
  ) => {
    const { context, page } = await open(browser, base, someAgent)
    const drawing = page.locator('[data-panel="timeline"] svg[role="img"]')
    await drawing.locator('[data-stay]').first().waitFor({ state: 'attached' })
    const drawn = async () =>
      new Set(await drawing.locator('[data-stay]').evaluateAll((all) => all.map((g) => g.dataset.stay)))
    const contacts = page.getByRole('group', { name: 'Contacts at this agent' }).locator('tbody a')
    const listed = new Set(await contacts.evaluateAll((all) => all.map((a) => a.title)))
    // A shift that runs over midnight is the whole day already, and its button off: look closer first.
    await page.getByRole('button', { name: 'Closer' }).click()
    await page.waitForURL(/view=\d+-\d+/)
    await page.getByRole('button', { name: 'Whole day' }).click()
    await page.waitForURL(/view=day/)
    await eventually(drawn, (all) =>
      assert.deepEqual([...all].sort(), [...listed].sort(), 'the table lists what is drawn'),
    )
    const box = await drawing.boundingBox()
    await page.mouse.move(box.x + box.width * 0.4, box.y + 70)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, box.y + 70, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/view=\d+-\d+/)
    await eventually(drawn, (all) => assert.ok(all.size < listed.size, 'a closer look shows less'))
    await page.getByRole('button', { name: 'Shift' }).click()
    const day = await page.locator('input[type="date"]').inputValue()
    await page.keyboard.press('[')
    await page.waitForURL(/day=/)
    await eventually(
      () => page.locator('input[type="date"]').inputValue(),
      (before) => assert.ok(before < day),
    )
    await page.goBack()
    await drawing.locator('[data-stay]').first().waitFor({ state: 'attached' })
    const id = await contacts.first().getAttribute('title')
    await contacts.first().click()
    await page.waitForURL(new RegExp(`/contacts/${id}`))
    await page.locator('pre').first().waitFor()
    await context.close()
  },

  'an agent who was never seen is said in words': async (browser, base) => {
    const { context, page } = await open(browser, base, '/agents/nobody-at-all')
    await page.getByText('No contact record and no agent event names “nobody-at-all”.').waitFor()
    assert.deepEqual(await faults(page), [])
    await page.getByRole('link', { name: 'To all agents' }).click()
    await page.locator('tbody tr').first().waitFor()
    await context.close()
  },
}
