// Every page's numbers say what is behind them: the drawer shows the number of the page, and its list adds up to it.
import { strict as assert } from 'node:assert'
import { eventually, faults, focused, open, settled } from './browser.mjs'
import { day, month, thirty, week } from './days.mjs'
import { linkOn, someAgent } from './pages.mjs'

const numbers = 'main button[aria-haspopup="dialog"][title="What is behind this number?"]:not([data-status])'

const changes = 'main button[aria-haspopup="dialog"][title="What is behind this change?"]'

/** How many numbers of a page are taken apart. */
const taken = 6

/** Each with a table or cards of numbers, over days that are over. */
const pages = {
  month: `/month?${month}`,
  queues: `/queues?${day}&sort=-contacts_created`,
  queue: (page, base) => linkOn(page, `${base}/queues?${day}&sort=-contacts_created`, 'tbody th a'),
  agents: `/agents?${day}&sort=-contacts_handled&cols=contacts_handled,avg_handle_time,avg_hold_time`,
  'agents by time spent': `/agents?${day}&cols=sum_online_time_agent,agent_occupancy,percent_idle_time_agent,sum_handle_time_spent,agent_answer_rate`,
  'agents in groups': `/agents?${day}&group=routing_profile&cols=contacts_handled,avg_interaction_time,contacts_on_hold_agent_disconnect`,
  'an agent’s day': someAgent,
  'a compared report': `/reports/view?${day}&metric=contacts_handled&metric=avg_handle_time&by=queue&top=3&compare=week_before`,
  'a report by day': `/reports/view?${week}&metric=contacts_queued&metric=answer_rate&every=1d&compare=week_before`,
  'agents in working hours': `/reports/view?${week}&metric=agent_answer_rate&metric=agent_non_response&by=agent&only=working_hours`,
  'a ranking': `/reports/view?${day}&metric=contacts_handled&by=agent&show=chart`,
}

/** What the whole list of one part of a figure comes to, as POST /explain answers it page by page. */
async function listed(page, request, part) {
  return page.evaluate(
    async ([body, part]) => {
      const rows = []
      for (let after = ''; ;) {
        const answer = await fetch('/api/v1/explain', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...body, part, after, limit: 500 }),
        })
        if (!answer.ok) throw new Error(await answer.text())
        const { list, parts, combine } = await answer.json()
        rows.push(...list.contacts, ...list.agents, ...list.intervals, ...list.days)
        after = list.next
        if (after) continue
        if (combine === 'agent_count') return rows.length
        const { aggregate, value } = parts[part]
        const adds = rows.map((row) => row.contribution ?? 0)
        const sum = adds.reduce((a, b) => a + b, 0)
        const sums = { sum, min: adds[0] ?? null, max: adds[0] ?? null }
        if (parts[part].unit === 'milliseconds') sums.spent = sum
        // Of a mean over several agents these are listed, each with both parts.
        const shares = rows.filter((row) => row.below > 0).map((row) => row.above / row.below)
        if (shares.length > 0) sums.spent = part === 1 ? 1 : shares.reduce((a, b) => a + b, 0) / shares.length
        return aggregate === 'percentile' ? value : (sums[aggregate] ?? rows.length)
      }
    },
    [request, part],
  )
}

const combined = {
  mean: ([above, below]) => above / below,
  percent: ([above, below]) => (100 * above) / below,
  time: ([ms]) => ms / 1000,
  mean_time: ([ms, times]) => ms / 1000 / times,
  agent_mean: ([above, below]) => (100 * above) / below,
}

/** Opens a number by `act`, holds it against its list, closes it. */
async function takeApart(page, act, shown) {
  const dialog = page.getByRole('dialog')
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/v1/explain'))
  await act()
  const response = await asked
  assert.equal(response.status(), 200, `${shown}: ${response.status()} ${await response.text()}`)
  const answer = await response.json()
  await dialog.locator('b').first().waitFor()
  if (shown !== null) assert.equal(await dialog.locator('b').first().innerText(), shown, 'the drawer shows the number')
  const request = response.request().postDataJSON()
  const adds = await recounted(page, request, answer)
  assert.ok(Math.abs(adds - answer.figure) < 1e-9, `${request.metric} is ${answer.figure}, and its list ${adds}`)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

/** Opens a number, sees that the drawer shows it, closes it. */
async function opens(page, number, shown) {
  const dialog = page.getByRole('dialog')
  await number.click()
  await dialog.locator('b').first().waitFor()
  assert.equal(await dialog.locator('b').first().innerText(), shown, 'the drawer shows the number')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

/** The figures of reports that are pinned to a page. */
const pinned = 'main li:has(a[href^="/reports/view"]) strong button'

/** Pages whose every figure counts contacts, agents or times that are over, with the numbers in their fractions. */
const shaped = {
  overview: { path: `/?${week}`, least: 2, wait: pinned },
  month: { path: '/month?range=last_month', least: 4, wait: pinned },
  queue: { path: pages.queue, least: 2 },
}

/** In the page: the texts with the shape of a count, a share or a time that no button opens. */
function closed() {
  const shape = /^(\d{1,3}(,\d{3})*(\.\d+)?%?|\d+(:\d\d){1,2})( \/ .*)?$| \/ \d|\d of \d/
  // Live figures are of no past contacts, and a row of contacts is one of them; charts open by their frame.
  const other =
    'button, svg, th, thead, [data-live], [data-total="live"], [data-panel="calls_in_queue"], [data-panel="past_moment"], [data-panel="queue_contacts"]'
  const texts = document.createTreeWalker(document.querySelector('main'), window.NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) {
    const of = texts.currentNode.parentElement
    const text = texts.currentNode.textContent.trim()
    if (shape.test(text) && !of.closest(other) && of.checkVisibility())
      found.push(`${text} in ${of.parentElement.outerHTML.slice(0, 120)}`)
  }
  return found
}

async function send(url, method, body) {
  const answer = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  assert.ok(answer.ok, `${method} ${url}: ${answer.status}`)
  return answer
}

async function opened(browser, base, path, ready) {
  const { context, page } = await open(browser, base, path)
  await page.locator(ready).first().waitFor()
  await settled(page)
  return { context, page }
}

/** Where figures stand beside those of another period. */
const compared = {
  overview: `/?${day}`,
  month: pages.month,
  queues: pages.queues,
  queue: pages.queue,
  'a compared report': pages['a compared report'],
  'a report by day': pages['a report by day'],
}

/** What the lists behind a figure come to, as POST /explain answered it to this request. */
async function recounted(page, request, answer) {
  const parts = await Promise.all(answer.parts.map((_, part) => listed(page, request, part)))
  return combined[answer.combine]?.(parts) ?? parts[0]
}

/** Opens a change, holds it against its two figures and each of these against its list, closes it. */
async function takeChangeApart(page, change) {
  const dialog = page.getByRole('dialog')
  const answers = []
  const note = async (response) => {
    if (!response.url().endsWith('/api/v1/explain')) return
    answers.push({ request: response.request().postDataJSON(), answer: await response.json() })
  }
  page.on('response', note)
  await change.click()
  const difference = dialog.locator('b[data-difference]')
  await difference.waitFor()
  // The page may know its answers before this test has heard of them.
  await eventually(
    () => answers.length,
    (count) => assert.equal(count, 2, 'both figures are asked for'),
  )
  page.off('response', note)
  const [before, now] = answers.sort((a, b) => Date.parse(a.answer.from) - Date.parse(b.answer.from))
  const sums = await Promise.all([now, before].map(({ request, answer }) => recounted(page, request, answer)))
  const told = Number(await difference.getAttribute('data-difference'))
  const { metric } = now.request
  assert.ok(
    Math.abs(sums[0] - sums[1] - told) < 1e-9,
    `${metric} changed by ${told}, and its lists by ${sums[0] - sums[1]}`,
  )
  const other = dialog.getByRole('group', { name: 'Parts of the figure' }).first().getByRole('button').nth(1)
  await other.click()
  await eventually(
    () => other.getAttribute('aria-pressed'),
    (pressed) => assert.equal(pressed, 'true', `${metric}: the other period is listed`),
  )
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
}

export const explained = {
  'the numbers of every page are what is listed behind each': async (browser, base) => {
    for (const [name, path] of Object.entries(pages)) {
      const { context, page } = await opened(browser, base, path, numbers)
      const found = page.locator(numbers)
      const count = await found.count()
      assert.ok(count >= 3, `${name}: ${count} numbers open`)
      for (let i = 0; i < count; i += Math.max(1, Math.ceil(count / taken))) {
        const number = found.nth(i)
        const shown = await number.innerText()
        await takeApart(page, () => (i % 2 === 0 ? number.click() : number.press('Enter')), shown).catch((error) => {
          throw new Error(`${name}, number ${i} (${shown}): ${error.message}`)
        })
        await focused(number, `${name}: the focus is where it was`)
      }
      await context.close()
    }
  },

  'whatever looks like a figure of contacts says what is behind it': async (browser, base) => {
    const view = { kind: 'report', name: `Check ${Date.now()}` }
    view.query = `${week}&metric=contacts_handled&metric=answer_rate&metric=avg_handle_time`
    const save = async (body) => (await (await send(`${base}/api/v1/views`, 'POST', body)).json()).id
    const id = await save(view)
    const pins = ['overview', 'month'].map((page) => ({
      kind: `on_${page}`,
      name: id,
      query: `view=${id}`,
      pinned: true,
    }))
    await Promise.all(pins.map(save))
    try {
      for (const [name, { path, least, wait = numbers }] of Object.entries(shaped)) {
        const { context, page } = await opened(browser, base, path, numbers)
        await page.locator(wait).first().waitFor()
        assert.deepEqual(await page.evaluate(closed), [], `${name}: figures that do not open`)
        const pairs = page.locator('main [data-fraction] button')
        assert.equal(await pairs.count(), least, `${name}: the numbers of its fractions`)
        const cards = page.locator(pinned)
        // One that stands twice is one question, and the page may not ask it again within seconds.
        const asked = new Set()
        for (const number of [...(await pairs.all()), ...(await cards.all())]) {
          const shown = await number.innerText()
          await (asked.has(shown) ? opens(page, number, shown) : takeApart(page, () => number.click(), shown))
          asked.add(shown)
        }
        await context.close()
      }
    } finally {
      await send(`${base}/api/v1/views/${id}`, 'DELETE')
    }
  },

  'the changes of every page are one figure less another, each with its list': async (browser, base) => {
    for (const [name, path] of Object.entries(compared)) {
      const { context, page } = await opened(browser, base, path, changes)
      const found = page.locator(changes)
      const count = await found.count()
      assert.ok(count >= 3, `${name}: ${count} changes open`)
      for (let i = 0; i < count; i += Math.max(1, Math.ceil(count / taken))) {
        const text = await found.nth(i).innerText()
        await takeChangeApart(page, found.nth(i)).catch((error) => {
          throw new Error(`${name}, change ${i} (${text}): ${error.message}`)
        })
      }
      await context.close()
    }
  },

  'the mean of a month’s working days is what its days add up to': async (browser, base) => {
    const { context, page } = await opened(browser, base, pages.month, numbers)
    const dialog = page.getByRole('dialog')
    const number = page.locator(`[data-panel="per_working_day"] button[title="What is behind this number?"]`)
    assert.equal(await number.count(), 2, 'of the month and of the month before')
    for (const one of await number.all()) await takeApart(page, () => one.click(), await one.innerText())
    await number.first().click()
    await dialog.getByRole('button', { name: /^Working days/ }).click()
    const days = dialog.locator('tbody td[data-number]')
    await days.first().waitFor()
    const sum = await days.allInnerTexts()
    const contacts = sum.reduce((all, text) => all + Number(text.replaceAll(',', '')), 0)
    assert.equal(Math.round(contacts / sum.length).toLocaleString('en-US'), await number.first().innerText())
    assert.deepEqual(await faults(page), [])
    await context.close()
  },

  'the time in a status is the sum of its intervals': async (browser, base) => {
    const { context, page } = await opened(browser, base, someAgent, numbers)
    const dialog = page.getByRole('dialog')
    const times = page.locator('button[data-status]')
    assert.ok((await times.count()) > 0, 'statuses have times')
    for (const time of await times.all()) {
      await time.click()
      await dialog.locator('tbody tr').first().waitFor()
      const shown = await dialog.locator('b').first().innerText()
      assert.equal(shown, await time.innerText(), 'the drawer shows the time')
      const parts = await dialog
        .locator('td[data-ms]')
        .evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.ms)))
      const told = await time.getAttribute('data-seconds')
      assert.equal(
        parts.reduce((all, ms) => all + ms, 0),
        Math.round(Number(told) * 1000),
        'its intervals add up to it',
      )
      assert.deepEqual(await faults(page), [])
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    }
    await context.close()
  },

  'bars and points say what is behind them, by pointer and by keys': async (browser, base) => {
    const chart = 'svg[role="img"] path'
    const report = `/reports/view?${thirty}&metric=contacts_handled&metric=avg_handle_time&every=1d&compare=month_before&show=chart`
    const places = [
      [report, '[role="group"]:has(> svg[role="img"])'],
      [pages.queue, '[data-panel="arrivals"] [role="group"]'],
      [pages.queue, '[data-panel="waits"] [role="group"]'],
    ]
    for (const [path, selector] of places) {
      const { context, page } = await opened(browser, base, path, chart)
      const frame = page.locator(selector).first()
      await frame.waitFor()
      await frame.focus()
      for (const key of ['ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
      assert.deepEqual(await faults(page), [])
      const tip = frame.getByRole('status')
      await tip.locator('b').waitFor()
      // Of several figures the tip marks which one is meant.
      const marked = tip.locator('[data-on] span')
      const figure = (await marked.count()) > 0 ? marked.nth(1) : tip.locator('span').nth(1)
      const value = await figure.innerText()
      if (value !== '–') await takeApart(page, () => page.keyboard.press('Enter'), value)
      const box = await frame.locator('svg').boundingBox()
      await takeApart(page, () => page.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.75), null)
      await context.close()
    }
  },

  'a click on a chart that led elsewhere still leads there': async (browser, base) => {
    const { context, page } = await opened(
      browser,
      base,
      pages.month,
      '[data-panel="calls_per_day"] svg[role="img"] path',
    )
    const box = await page.locator('[data-panel="calls_per_day"] svg[role="img"]').boundingBox()
    await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.7)
    await page.waitForURL(/\/\?range=\d{4}-\d\d-\d\d\.\./)
    assert.equal(await page.getByRole('dialog').count(), 0)
    await context.close()
  },
}
