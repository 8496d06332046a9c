// The start page: figures, cards, days and filters. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { eventually, faults, figures, focused, open, settled, still, sum, value } from './browser.mjs'
import { month } from './days.mjs'

/** A queue may be listed for who waits in it now alone. */
const someoneCalled = 'tr[data-queue]:not([data-contacts="0"]) th a'

export const overview = {
  'the figures on one screen add up': async (browser, base) => {
    for (const range of ['today', '7d', 'last_month']) {
      const { context, page } = await open(browser, base, `/?range=${range}`)
      await page.locator(figures).waitFor()
      await settled(page)
      const seen = await still(page, () =>
        page.evaluate(() => {
          const numbers = (selector, name) =>
            [...document.querySelectorAll(selector)].map((e) => Number(e.getAttribute(name)))
          return {
            calls: numbers('[data-panel="number_of_calls"]', 'data-value')[0],
            days: numbers('tr[data-day]', 'data-calls'),
            queues: numbers('tr[data-queue]', 'data-contacts'),
            // A minute after midnight today has no contact yet, and no table.
            total: Number(document.querySelector('[data-total="contacts"]')?.textContent.replaceAll(',', '') ?? 0),
          }
        }),
      )
      assert.equal(sum(seen.days), seen.calls, `${range}: the days' calls are the number of calls`)
      assert.equal(sum(seen.queues), seen.calls, `${range}: the queues' contacts are the number of calls`)
      assert.equal(seen.total, seen.calls, `${range}: the table's total is the number of calls`)
      await context.close()
    }
  },

  'a live number changes by itself, and the queues add up to it': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.locator('[data-fresh="live"]').waitFor()
    const total = () => value(page, 'calls_in_queue')
    const first = await total()
    await page.waitForFunction(
      (before) => Number(document.querySelector('[data-panel="calls_in_queue"]').dataset.value) !== before,
      first,
      { timeout: 60_000 },
    )
    const rows = () =>
      page.evaluate(() => ({
        hero: Number(document.querySelector('[data-panel="calls_in_queue"]').dataset.value),
        queues: [...document.querySelectorAll('td[data-live="total"]')].map((e) => Number(e.textContent)),
      }))
    await eventually(rows, ({ hero, queues }) => assert.equal(sum(queues), hero))
    await context.close()
  },

  'a click on a day of the year shows that day': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.locator(figures).waitFor()
    const chart = page.locator('[data-panel="days"] svg[role="img"]')
    await chart.locator('path').first().waitFor({ state: 'attached' })
    const box = await chart.boundingBox()
    await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.7)
    await page.getByRole('dialog').getByRole('link', { name: 'Show only this range' }).click()
    await page.waitForURL(/range=\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d/)
    const day = new URL(page.url()).searchParams.get('range').slice(0, 10)
    await page.locator(`tr[data-day="${day}"]`).waitFor()
    await context.close()
  },

  'every number of the cards and the queues says what is behind it': async (browser, base) => {
    const { context, page } = await open(browser, base, `/?${month}`)
    await page.locator('tr[data-queue]').first().waitFor()
    await settled(page)
    const dialog = page.getByRole('dialog')
    const numbers = page.locator('[data-panel] button[aria-haspopup="dialog"][title="What is behind this number?"]')
    const all = await numbers.count()
    assert.ok(all > 12, `${all} numbers open`)
    for (let i = 0; i < all; i += 3) {
      const shown = (await numbers.nth(i).innerText()).replace(/^recorded only | (on contacts|online)$/, '')
      await numbers.nth(i).focus()
      await page.keyboard.press('Enter')
      await dialog.locator('b').first().waitFor()
      assert.equal(await dialog.locator('b').first().innerText(), shown, 'the drawer shows the number of the page')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await focused(numbers.nth(i), 'the focus is where it was')
    }
    await numbers.first().click()
    await dialog.locator('tbody tr').first().waitFor()
    const heading = await dialog.locator('h3').first().innerText()
    const again = await context.newPage()
    await again.goto(page.url())
    await again.getByRole('dialog').locator('tbody tr').first().waitFor()
    assert.equal(await again.getByRole('dialog').locator('h3').first().innerText(), heading, 'a link opens the same')
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    await context.close()
  },

  'queue and channel filters narrow the figures and travel to the contacts': async (browser, base) => {
    const { context, page } = await open(browser, base, '/?range=7d')
    await page.locator(figures).waitFor()
    const fewer = async (before) => {
      await page.waitForFunction(
        (most) => Number(document.querySelector('[data-panel="number_of_calls"]').dataset.value) < most,
        before,
      )
      return value(page, 'number_of_calls')
    }
    const choose = async (filter, name) => {
      await page.getByRole('button', { name: filter }).click()
      // Of several instances each name stands beside that of its instance.
      const option = page.locator('label', { has: page.getByText(name, { exact: true }) })
      await option.first().getByRole('checkbox').check()
      await page.keyboard.press('Escape')
    }
    const all = await value(page, 'number_of_calls')
    await choose(/^Channels/, 'Voice')
    const voice = await fewer(all)
    await choose(/^Queues/, await page.locator(someoneCalled).first().innerText())
    const both = await fewer(voice)
    assert.ok(both > 0)
    const asked = page.waitForRequest((request) => /\/contacts\?/.test(request.url()))
    await page.getByRole('navigation').getByRole('link', { name: 'Contacts' }).click()
    await page.locator('tbody tr').first().waitFor()
    const question = new URL((await asked).url()).searchParams
    assert.deepEqual(question.getAll('channel'), ['VOICE'])
    assert.equal(question.getAll('queue').length, 1)
    const channels = await page.locator('tbody td:nth-child(3)').evaluateAll((cells) => cells.map((c) => c.title))
    assert.deepEqual([...new Set(channels)], ['VOICE'])
    await context.close()
  },

  'how a figure is counted opens by keyboard and gives the focus back': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.locator(figures).waitFor()
    const button = page.locator(figures).getByRole('button', { name: /How is this counted/ })
    await button.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /How is this counted/ })
    await dialog.waitFor()
    assert.ok((await dialog.innerText()).length > 40)
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await focused(button, 'the focus is where it was')
    await context.close()
  },

  'without any record the page says how to send the first': async (browser, base) => {
    const empty = async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, json: { ...(await answer.json()), contacts: 0, import: null } })
    }
    const none = async (route) => {
      const answer = await route.fetch()
      const body = await answer.json()
      body.panels.number_of_calls = 0
      await route.fulfill({ response: answer, json: { ...body, queues: [] } })
    }
    const before = async (page) => {
      await page.route('**/api/v1/ingest/status', empty)
      await page.route('**/api/v1/overview*', none)
    }
    const { context, page } = await open(browser, base, '/', { before })
    await page.getByText('/ingest/firehose').waitFor()
    assert.deepEqual(await faults(page), [])
    await context.close()
  },
}
