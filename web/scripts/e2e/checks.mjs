// What a person does on the page, each as a named check. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { faults, profile } from './browser.mjs'
import { someAgent } from './pages.mjs'

const figures = '[data-panel="number_of_calls"]'
const value = async (page, panel) => Number(await page.locator(`[data-panel="${panel}"]`).getAttribute('data-value'))

async function open(browser, base, path, options = {}) {
  const made = await profile(browser, { theme: 'light', language: 'en', width: 1440, ...options })
  const page = await made.context.newPage()
  if (options.before) await options.before(page)
  await page.goto(base + path)
  return { ...made, page }
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

/** Reads until two readings agree that nothing moved in between: history goes on growing under a live centre. */
async function still(page, read) {
  for (let i = 0; i < 20; i++) {
    const first = await read()
    if (JSON.stringify(first) === JSON.stringify(await read())) return first
  }
  throw new Error('the figures never stood still')
}

export const checks = {
  'the figures on one screen add up': async (browser, base) => {
    for (const range of ['today', '7d', 'last_month']) {
      const { context, page } = await open(browser, base, `/?range=${range}`)
      await page.locator('[data-total="contacts"]').waitFor()
      const seen = await still(page, () =>
        page.evaluate(() => {
          const numbers = (selector, name) =>
            [...document.querySelectorAll(selector)].map((e) => Number(e.getAttribute(name)))
          return {
            calls: numbers('[data-panel="number_of_calls"]', 'data-value')[0],
            days: numbers('tr[data-day]', 'data-calls'),
            queues: numbers('tr[data-queue]', 'data-contacts'),
            total: Number(document.querySelector('[data-total="contacts"]').textContent.replaceAll(',', '')),
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
    const rows = await page.evaluate(() => ({
      hero: Number(document.querySelector('[data-panel="calls_in_queue"]').dataset.value),
      queues: [...document.querySelectorAll('td[data-live="total"]')].map((e) => Number(e.textContent)),
    }))
    assert.equal(sum(rows.queues), rows.hero)
    await context.close()
  },

  'the language changes in place and is remembered': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.getByRole('button', { name: '한국어' }).click()
    await page.getByRole('heading', { level: 1, name: '종합 현황' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { level: 1, name: '종합 현황' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'ko')
    await context.close()
  },

  'the theme changes in place and is there before the first paint': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.getByRole('button', { name: /^Theme/ }).click()
    await page.getByRole('button', { name: 'Dark' }).click()
    await page.reload({ waitUntil: 'commit' })
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark', null, { timeout: 5_000 })
    await context.close()
  },

  'a time zone is found by typing and stands in the URL': async (browser, base) => {
    const { context, page } = await open(browser, base, '/?range=7d')
    await page.locator(figures).waitFor()
    await page.getByRole('button', { name: /^Time zone/ }).click()
    await page.getByRole('searchbox', { name: 'Find a time zone' }).fill('new york')
    const asked = page.waitForRequest(
      (request) => request.url().includes('/overview') && request.url().includes('America%2FNew_York'),
    )
    await page.getByRole('button', { name: /New York/ }).click()
    await asked
    assert.equal(new URL(page.url()).searchParams.get('zone'), 'America/New_York')
    await context.close()
  },

  'typed days that cannot be shown are answered in words': async (browser, base) => {
    const words = {
      en: {
        picker: /^Date range/,
        show: 'Show',
        days: ['First day', 'Last day'],
        faults: [/both/, /after/, /future/, /two years/],
      },
      ko: {
        picker: /^조회 기간/,
        show: '조회',
        days: ['시작일', '종료일'],
        faults: [/모두/, /늦습니다/, /오늘 이후/, /2년/],
      },
    }
    const typed = [
      ['', '2026-01-02'],
      ['2026-01-03', '2026-01-02'],
      ['2026-01-03', '2999-01-02'],
      ['2020-01-03', '2025-01-02'],
    ]
    for (const [language, w] of Object.entries(words)) {
      const { context, page } = await open(browser, base, '/', { language })
      await page.getByRole('button', { name: w.picker }).click()
      for (const [i, days] of typed.entries()) {
        for (const [j, name] of w.days.entries()) await page.getByLabel(name, { exact: true }).fill(days[j])
        await page.getByRole('alert').filter({ hasText: w.faults[i] }).waitFor()
        await page.keyboard.press('Enter')
        assert.equal(new URL(page.url()).search, '', 'the range on screen stays')
      }
      assert.deepEqual(await faults(page), [])
      for (const [j, name] of w.days.entries()) await page.getByLabel(name, { exact: true }).fill(`2026-01-0${j + 1}`)
      await page.getByRole('button', { name: w.show, exact: true }).click()
      await page.waitForURL(/range=2026-01-01\.\.2026-01-02/)
      await context.close()
    }
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
    const { context, page } = await open(browser, base, '/?range=last_month')
    await page.locator('tr[data-queue]').first().waitFor()
    const dialog = page.getByRole('dialog')
    const numbers = page.locator('[data-panel] button[aria-haspopup="dialog"][title="What is behind this number?"]')
    const all = await numbers.count()
    assert.ok(all > 12, `${all} numbers open`)
    for (let i = 0; i < all; i += 3) {
      const shown = await numbers.nth(i).innerText()
      await numbers.nth(i).focus()
      await page.keyboard.press('Enter')
      await dialog.locator('b').first().waitFor()
      assert.equal(await dialog.locator('b').first().innerText(), shown, 'the drawer shows the number of the page')
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      assert.ok(await numbers.nth(i).evaluate((e) => e === document.activeElement), 'the focus is where it was')
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
      await page.getByRole('checkbox', { name, exact: true }).check()
      await page.keyboard.press('Escape')
    }
    const all = await value(page, 'number_of_calls')
    await choose(/^Channels/, 'Voice')
    const voice = await fewer(all)
    await choose(/^Queues/, await page.locator('tr[data-queue] th a').first().innerText())
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
    assert.ok(await button.evaluate((b) => b === document.activeElement))
    await context.close()
  },

  'shortcuts go to pages and step the period, and never fire while typing': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.locator(figures).waitFor()
    await page.keyboard.press('[')
    await page.waitForURL(/range=/)
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.waitForURL(/\/contacts/)
    await page.locator('[data-find]').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('go[')
    assert.equal(await page.locator('[data-find]').inputValue(), 'go[')
    await context.close()
  },

  'two windows of a browser share one stream': async (browser, base) => {
    const { context, page } = await open(browser, base, '/')
    await page.locator('[data-fresh="live"]').waitFor()
    const second = await context.newPage()
    let streams = 0
    second.on('request', (request) => {
      if (request.url().endsWith('/api/v1/live')) streams++
    })
    await second.goto(`${base}/`)
    await second.locator('[data-fresh="live"]').waitFor()
    assert.equal(streams, 0)
    await page.close()
    const taken = second.waitForRequest((request) => request.url().endsWith('/api/v1/live'))
    await taken
    await context.close()
  },

  'a lost stream is said in words and dims the live number': async (browser, base) => {
    let connected = false
    const once = async (route) => {
      if (connected) return route.abort()
      connected = true
      const snapshot = await (await fetch(`${base}/api/v1/live/snapshot`)).text()
      return route.fulfill({
        contentType: 'text/event-stream',
        body: `event: snapshot\ndata: ${snapshot.trim()}\n\n`,
      })
    }
    const { context, page } = await open(browser, base, '/', { before: (p) => p.route('**/api/v1/live', once) })
    const number = page.locator('[data-panel="calls_in_queue"] p').first()
    await page.waitForFunction(() => document.querySelector('[data-panel="calls_in_queue"]')?.dataset.value)
    assert.equal(await number.evaluate((e) => getComputedStyle(e).opacity), '1')
    await page.locator('[data-fresh="lost"]').waitFor({ timeout: 60_000 })
    assert.notEqual(await number.getAttribute('data-dim'), null)
    assert.equal(await number.evaluate((e) => getComputedStyle(e).opacity), '0.6')
    assert.ok((await value(page, 'calls_in_queue')) >= 0, 'the last number stays')
    const bar = page.locator('[data-lost-bar]')
    const [told, before] = [await bar.getByRole('status').innerText(), await bar.innerText()]
    assert.match(told, /connection is lost/)
    await page.waitForFunction((text) => document.querySelector('[data-lost-bar]').innerText !== text, before)
    assert.equal(await bar.getByRole('status').innerText(), told, 'readers are not told each second')
    assert.deepEqual(await faults(page), [])
    await context.close()
  },

  'an error stays inside the page, with its request id and another try': async (browser, base) => {
    let broken = true
    const fail = (route) =>
      broken
        ? route.fulfill({
            status: 500,
            headers: { 'X-Request-Id': 'test-42', 'Content-Type': 'application/problem+json' },
            body: '{"title":"Internal Server Error","detail":"The store is busy."}',
          })
        : route.continue()
    const { context, page } = await open(browser, base, '/', { before: (p) => p.route('**/api/v1/overview*', fail) })
    await page.getByText('test-42').waitFor({ timeout: 15_000 })
    assert.deepEqual(await faults(page), [])
    broken = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.locator(figures).waitFor()
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

  'the phone’s drawer opens, holds the focus and closes by Esc': async (browser, base) => {
    const { context, page } = await open(browser, base, '/', { width: 390 })
    await page.getByRole('button', { name: 'Open menu' }).click()
    await page.getByRole('dialog').getByRole('link', { name: 'Contacts' }).waitFor()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await context.close()
  },

  'a phone hides the print and help buttons': async (browser, base) => {
    for (const [width, shown] of [
      [1440, true],
      [390, false],
    ]) {
      const { context, page } = await open(browser, base, '/', { width })
      await page.locator(figures).waitFor()
      for (const name of ['Print', 'Keyboard shortcuts'])
        assert.equal(await page.locator(`button[aria-label="${name}"]`).isVisible(), shown, `${name} at ${width}`)
      await context.close()
    }
  },

  'the contact list pages on and back, and a row opens the record': async (browser, base) => {
    const { context, page } = await open(browser, base, '/contacts?range=7d')
    const first = page.locator('tbody tr td:nth-child(2) a').first()
    await first.waitFor()
    const turn = async (act) => {
      const id = await first.getAttribute('title')
      await act()
      await page.waitForFunction(
        (before) => document.querySelector('tbody tr td:nth-child(2) a')?.getAttribute('title') !== before,
        id,
      )
      return new URL(page.url()).searchParams.get('after')
    }
    const next = () => turn(() => page.getByRole('button', { name: 'Next' }).click())
    const previous = () => turn(() => page.getByRole('button', { name: 'Previous' }).click())
    const second = await next()
    await next()
    assert.equal(await previous(), second)
    await next()
    assert.equal(await turn(() => page.goBack()), second)
    assert.equal(await previous(), null, 'from page 2, reached by the browser’s Back, Previous is page 1')
    const asked = page.waitForRequest(
      (request) => /\/contacts\/[^?]+\?/.test(request.url()) && request.url().includes('/api/'),
    )
    await first.click()
    const question = new URL((await asked).url()).searchParams
    assert.ok(question.get('instance') && Date.parse(question.get('initiation')) > 0, 'the look-up knows where to look')
    await page.locator('pre').first().waitFor()
    assert.ok((await page.locator('pre').first().innerText()).includes('ContactId'))
    await context.close()
  },

  'agents are found, put in order and in groups, and the address keeps it': async (browser, base) => {
    const { context, page } = await open(browser, base, '/agents?range=7d')
    const names = () => page.locator('tbody tr:not([data-group]) th').allInnerTexts()
    const handled = () =>
      page
        .locator('tbody tr:not([data-group]) [data-metric="contacts_handled"]')
        .evaluateAll((cells) => cells.map((c) => Number(c.textContent.replaceAll(',', ''))))
    await page.locator('tbody tr').first().waitFor()
    const total = Number((await page.locator('tfoot [data-metric="contacts_handled"]').innerText()).replaceAll(',', ''))
    assert.ok(total > 0)
    await page.getByRole('button', { name: 'Contacts handled' }).click()
    await page.waitForURL(/sort=-contacts_handled/)
    const ordered = await handled()
    assert.deepEqual(
      ordered,
      [...ordered].sort((a, b) => b - a),
    )
    assert.equal(await page.locator('th[aria-sort="descending"]').count(), 1)
    const [someone] = await names()
    await page.getByRole('searchbox', { name: 'Find an agent by name' }).fill(someone.trim())
    await page.waitForURL(/find=/)
    assert.ok((await names()).every((name) => name.includes(someone.trim())))
    await page.getByRole('searchbox', { name: 'Find an agent by name' }).fill('')
    await page.getByRole('button', { name: /^Group by/ }).click()
    await page.getByRole('button', { name: 'Routing profile' }).click()
    const fold = page.locator('tr[data-group] button').first()
    await fold.waitFor()
    const shown = (await names()).length
    await fold.click()
    await page.waitForURL(/shut=/)
    assert.ok((await names()).length < shown)
    await page.getByRole('button', { name: /^Columns/ }).click()
    await page.getByRole('searchbox', { name: 'Find a figure' }).fill('active')
    await page.getByRole('checkbox', { name: /^Average active time/ }).check()
    assert.deepEqual(await faults(page), [])
    await page.keyboard.press('Escape')
    await page.locator('tfoot [data-metric="avg_active_time"]').waitFor()
    const before = await names()
    await page.reload()
    await page.locator('tr[data-group]').first().waitFor()
    assert.deepEqual(await names(), before)
    await context.close()
  },

  'the contacts of a list are exported, all of them and as the list has them': async (browser, base) => {
    const { context, page } = await open(browser, base, '/contacts?range=yesterday&outcome=abandoned')
    await page.locator('tbody tr').first().waitFor()
    const counted = Number((await page.getByText(/^[\d,]+ contacts?$/).innerText()).replaceAll(/\D/g, ''))
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    assert.deepEqual(await faults(page), [])
    await page.getByRole('radio', { name: /^CSV/ }).check()
    const downloaded = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export all of it' }).click()
    const file = await downloaded
    assert.match(file.suggestedFilename(), /^ringside_contacts_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/)
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
    assert.equal(lines[0].startsWith('\ufeffcontact_id,'), true)
    assert.equal(lines.length - 1, counted)
    assert.ok(lines.slice(1).every((line) => line.includes(',abandoned,')))
    await page.getByText(`${counted.toLocaleString('en-US')} rows`).waitFor()
    await page.getByRole('button', { name: /^Only contacts changed since/ }).waitFor()
    assert.deepEqual(await faults(page), [])
    await context.close()
  },

  'a report is saved under a name, opened again and deleted': async (browser, base) => {
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
    await page.getByRole('button', { name: `Delete: ${name}` }).click()
    await page.getByText('was deleted').waitFor()
    assert.equal(await page.getByRole('link', { name }).count(), 0)
    await context.close()
  },

  'every row of a long report can be reached, and its total is the server’s': async (browser, base) => {
    const long = '/reports/view?range=30d&metric=contacts_created&every=15m'
    const { context, page } = await open(browser, base, long)
    await page.locator('tfoot td').first().waitFor()
    const table = page.locator('table')
    const rows = Number(await table.getAttribute('aria-rowcount')) - 2
    assert.equal(rows, 30 * 96)
    assert.ok((await page.locator('tbody tr').count()) < 200)
    await page.locator('tbody').evaluate((body) => body.closest('[role="group"]').scrollTo(0, 1e9))
    await page.locator(`tr[aria-rowindex="${rows + 1}"]`).waitFor()
    const total = Number((await page.locator('tfoot td').textContent()).replaceAll(',', ''))
    const asked = await page.evaluate(async () => {
      const day = (ms) => new Date(ms + 9 * 3_600_000).toISOString().slice(0, 10)
      const { now } = await (await fetch('/api/v1/version')).json()
      const body = {
        metrics: ['contacts_created'],
        from: day(Date.parse(now) - 29 * 86_400_000),
        to: day(Date.parse(now) + 86_400_000),
        zone: 'Asia/Seoul',
      }
      const headers = { 'Content-Type': 'application/json' }
      const answer = await fetch('/api/v1/query', { method: 'POST', headers, body: JSON.stringify(body) })
      return (await answer.json()).totals[0]
    })
    assert.ok(Math.abs(asked - total) <= asked * 0.01, `${total} on screen, ${asked} asked a moment later`)
    await context.close()
  },

  'an agent’s day is drawn, looked into closer, stepped through, and each contact leads to its page': async (
    browser,
    base,
  ) => {
    const { context, page } = await open(browser, base, '/')
    await page.goto(await someAgent(page, base))
    const drawing = page.locator('[data-panel="timeline"] svg[role="img"]')
    await drawing.locator('[data-stay]').first().waitFor({ state: 'attached' })
    const drawn = async () =>
      new Set(await drawing.locator('[data-stay]').evaluateAll((all) => all.map((g) => g.dataset.stay)))
    const contacts = page.getByRole('group', { name: 'Contacts at this agent' }).locator('tbody a')
    const listed = new Set(await contacts.evaluateAll((all) => all.map((a) => a.title)))
    await page.getByRole('button', { name: 'Whole day' }).click()
    await page.waitForURL(/view=day/)
    assert.deepEqual([...(await drawn())].sort(), [...listed].sort(), 'the table lists what is drawn')
    const box = await drawing.boundingBox()
    await page.mouse.move(box.x + box.width * 0.4, box.y + 70)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, box.y + 70, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/view=\d+-\d+/)
    assert.ok((await drawn()).size < listed.size, 'a closer look shows less')
    await page.getByRole('button', { name: 'Shift' }).click()
    const day = await page.locator('input[type="date"]').inputValue()
    await page.keyboard.press('[')
    await page.waitForURL(/day=/)
    assert.ok((await page.locator('input[type="date"]').inputValue()) < day)
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

  'nothing scrolls sideways at 320 px, and the wide screen fits at 1440 × 900': async (browser, base) => {
    const narrow = await open(browser, base, '/', { width: 320 })
    await narrow.page.locator(figures).waitFor()
    assert.deepEqual(await faults(narrow.page), [])
    await narrow.context.close()
    const wide = await open(browser, base, '/')
    await wide.page.locator(figures).waitFor()
    const over = await wide.page.evaluate(() => document.documentElement.scrollHeight - innerHeight)
    assert.equal(over, 0)
    await wide.context.close()
  },

  'a month prints on one page': async (browser, base) => {
    const { context, page } = await open(browser, base, '/?range=last_month', { theme: 'dark' })
    await page.locator('[data-total="contacts"]').waitFor()
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1)
    await context.close()
  },
}
