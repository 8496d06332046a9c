// The floor: live agents and live queues. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { eventually, faults, open, still } from './browser.mjs'

export const live = {
  'live agents add up, are filtered by the strip and opened by keyboard': async (browser, base) => {
    const { context, page } = await open(browser, base, '/live/agents')
    const strip = page.getByRole('group', { name: 'Agents by what they do' })
    const rows = page.locator('tbody tr:not([aria-hidden])')
    await rows.first().waitFor()
    const read = () =>
      strip.getByRole('button').evaluateAll((cells) => cells.map((cell) => Number(cell.querySelector('b').textContent)))
    const [all, ...cells] = await read()
    assert.ok(all > 0)
    assert.equal(
      cells.reduce((sum, n) => sum + n, 0),
      all,
    )
    const busiest = cells.indexOf(Math.max(...cells)) + 1
    const word = (await strip.getByRole('button').nth(busiest).locator('span').innerText()).trim()
    await strip.getByRole('button').nth(busiest).click()
    await page.waitForURL(/state=/)
    assert.equal(
      await strip
        .locator('[aria-pressed="true"]')
        .innerText()
        .then((text) => text.includes(word)),
      true,
    )
    await strip.getByRole('button').first().click()
    await rows.first().getByRole('button').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Routing profile').waitFor()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.waitForURL((url) => !url.searchParams.has('agent'))
    await context.close()
  },

  'the strip says in each picture what the rows do': async (browser, base) => {
    const { context, page } = await open(browser, base, '/live/agents')
    await page.locator('tbody tr').first().waitFor()
    const pictures = await page.evaluate(
      (most) =>
        new Promise((resolve) => {
          const shape = (of) => of.querySelector('svg').getAttribute('class')
          const read = () => {
            const [all, ...cells] = [...document.querySelectorAll('[role="group"] button[aria-pressed]')]
            const rows = [...document.querySelectorAll('tbody tr:not([aria-hidden])')].map(shape)
            if (Number(all.querySelector('b').textContent) !== rows.length) return null // a newcomer has no row yet
            const shown = (cell) => rows.filter((row) => row === shape(cell)).length
            return cells.map((cell) => [Number(cell.querySelector('b').textContent), shown(cell)])
          }
          const seen = new Map()
          const observer = new window.MutationObserver(() => {
            const picture = read()
            if (picture) seen.set(JSON.stringify(picture), picture)
            if (seen.size < most) return
            observer.disconnect()
            resolve([...seen.values()])
          })
          observer.observe(document.querySelector('main'), {
            subtree: true,
            childList: true,
            attributes: true,
            characterData: true,
          })
        }),
      6, // in a centre of 60 agents some ten seconds
    )
    for (const picture of pictures)
      for (const [said, shown] of picture) assert.equal(said, shown, JSON.stringify(picture))
    await context.close()
  },

  'live queues agree with the list of queues, are put in order, and one is opened by keyboard': async (
    browser,
    base,
  ) => {
    const { context, page } = await open(browser, base, '/live/queues')
    const totals = () =>
      page
        .locator('tfoot td[data-metric]')
        .evaluateAll((cells) => cells.map((c) => [c.dataset.metric, c.textContent.replaceAll(/[^\d.]/g, '')]))
    const told = () => page.evaluate(async () => (await (await fetch('/api/v1/live/snapshot')).json()).totals.in_queue)
    await page.locator('tbody [data-metric="contacts_queued"]').first().waitFor()
    const waits = async () => [
      await told(),
      Number((await page.locator('[data-total="in_queue"]').innerText()).replaceAll(',', '')),
    ]
    const [asked, shown] = await still(page, waits)
    assert.ok(Math.abs(asked - shown) <= 1, `${shown} on screen, ${asked} asked a moment later`)
    const here = Object.fromEntries(await totals())
    const list = await context.newPage()
    await list.goto(`${base}/queues`)
    const there = list.locator(
      'tfoot td[data-metric="contacts_queued"] button, tfoot td[data-metric="contacts_queued"] a',
    )
    await there.first().waitFor()
    const queued = Number((await there.first().innerText()).replaceAll(/\D/g, ''))
    assert.ok(Number(here.contacts_queued) <= queued + 2, 'no more was offered than the list says a moment later')
    await eventually(totals, (now) => {
      const offered = Number(Object.fromEntries(now).contacts_queued)
      assert.ok(offered >= queued - 2, `${offered} offered, and ${queued} on the list a moment before`)
    })
    await list.close()
    await page.getByRole('button', { name: 'Queue', exact: true }).click()
    await page.waitForURL(/sort=queue/)
    const names = await eventually(
      () => page.locator('tbody th b').allInnerTexts(),
      (all) => assert.deepEqual(all, all.toSorted(new Intl.Collator(['ko', 'en']).compare)),
    )
    await page.locator('tbody th button').first().focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: names.at(-1) })
    for (const name of [/^Waiting contacts/, /^Last 60 minutes/, /^Agents/])
      await drawer.getByRole('heading', { name }).waitFor()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    await page.waitForURL((url) => !url.searchParams.has('open') && url.searchParams.get('sort') === 'queue')
    await context.close()
  },
}
