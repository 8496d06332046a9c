// What pages export is what they show: the file of each page holds the figures on screen.
import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { faults, open, settled } from './browser.mjs'
import { day, month, week } from './days.mjs'
import { linkOn, someAgent } from './pages.mjs'

const plain = (text) => Number(text.replaceAll(/[^\d.]/g, ''))

/** A page, the name of its export, where its total stands, and under which column the file has it. */
const tables = {
  'the days of a month': {
    path: `/month?${month}`,
    name: 'Export: Days',
    total: '[data-panel="number_of_calls"] p button',
    column: 'number_of_calls',
  },
  'the queues of a month': {
    path: `/month?${month}`,
    name: 'Export: Queues',
    total: '[data-panel="number_of_calls"] p button',
    column: 'number_of_calls',
  },
  queues: {
    path: `/queues?${day}`,
    name: 'Export',
    total: 'tfoot [data-metric="contacts_created"] button',
    column: 'contacts_created',
  },
  'one queue': {
    path: (page, base) => linkOn(page, `${base}/queues?${day}`, 'tbody th a'),
    name: 'Export: Arrivals',
    total: '[data-panel="contacts_created"] p button',
    column: 'contacts_created',
  },
  agents: {
    path: `/agents?${day}&cols=contacts_handled`,
    name: 'Export',
    total: 'tfoot [data-metric="contacts_handled"] button',
    column: 'contacts_handled',
  },
}

/** Makes the export behind a button of the page in a format, and returns the file. */
async function fileOf(page, name, format = /^JSON/) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByRole('radio', { name: format }).check()
  const downloaded = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export all of it' }).click()
  return readFile(await (await downloaded).path())
}

/** The rows of the export behind a button of the page. */
async function rowsOf(page, name) {
  const lines = (await fileOf(page, name)).toString('utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line))
}

/** What is in a file by a reader that shares nothing with the product. */
function read(format, file) {
  const script = new URL('../../../internal/export/testdata/read.py', import.meta.url).pathname
  return JSON.parse(execFileSync('python3', [script, format], { input: file, maxBuffer: 1 << 28 }).toString())
}

const scale = { '[h]:mm:ss': 86_400, '0.00%': 100 }

/** A cell of a workbook as the CSV has it: times are days there, and percentages shares. */
function asCSV(cell) {
  const [type, text, format] = cell ?? ['n', '', '']
  if (type === 'b') return String(text === '1')
  return type === 'n' && text && scale[format] ? Number(text) * scale[format] : (text ?? '')
}

const near = (a, b) => a === b || (a !== '' && b !== '' && Math.abs(Number(a) - Number(b)) < 1e-6)

const clock = (seconds) => {
  const total = Math.round(Math.abs(seconds))
  const two = (n) => String(n).padStart(2, '0')
  const minutes = Math.floor(total / 60)
  return minutes < 60
    ? `${minutes}:${two(total % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(total % 60)}`
}
const whole = (n) => Math.round(Math.abs(n)).toLocaleString('en-US')
const tenth = (n) => Math.abs(n).toFixed(1)

/** How a page writes a figure of a file, and how its change. */
const shownAs = {
  count: [whole, (by, before) => (before === 0 ? whole(by) : `${tenth((100 * by) / before)}%`)],
  seconds: [clock, (by) => clock(by)],
  percent: [(n) => `${tenth(n)}%`, (by) => `${tenth(by)} pp`],
}

function unitOf(metric) {
  if (/^(avg|max)_/.test(metric)) return 'seconds'
  return /_rate$|^service_level/.test(metric) ? 'percent' : 'count'
}

export const exported = {
  'what pages export is what they show': async (browser, base) => {
    for (const [what, { path, name, total, column }] of Object.entries(tables)) {
      const { context, page } = await open(browser, base, path)
      await page.locator(total).first().waitFor()
      await settled(page)
      const shown = plain(await page.locator(total).first().innerText())
      const rows = await rowsOf(page, name)
      const parts = rows.filter((row) => !row.total).reduce((sum, row) => sum + (row[column] ?? 0), 0)
      assert.equal(rows.find((row) => row.total)[column], shown, `${what}: the total of the file is that of the page`)
      assert.equal(parts, shown, `${what}: the rows of the file add up to it`)
      assert.deepEqual(await faults(page), [])
      await context.close()
    }
  },

  'an agent’s day is exported with every interval, and is never asked for changes': async (browser, base) => {
    const { context, page } = await open(browser, base, someAgent)
    await page.locator('[data-panel="timeline"] svg[role="img"]').waitFor()
    const links = page.getByRole('group', { name: 'Contacts at this agent' }).locator('tbody a')
    const shown = new Set(await links.evaluateAll((all) => all.map((a) => a.title)))
    const rows = await rowsOf(page, 'Export')
    assert.ok(rows.some((row) => row.kind === 'status') && rows.some((row) => row.kind === 'session'))
    const ids = new Set(rows.filter((row) => row.kind === 'contact').map((row) => row.contact_id))
    assert.deepEqual(
      [...shown].filter((id) => !ids.has(id)),
      [],
      'each contact of the page is in the file',
    )
    assert.equal(await page.getByRole('button', { name: /changed since/ }).count(), 0)
    await context.close()
  },

  'compared queues are in CSV and in a workbook as on the screen, with every change': async (browser, base) => {
    const { context, page } = await open(browser, base, `/queues?${week}`)
    await page.locator('tbody tr').first().waitFor()
    await settled(page)
    const rows = await page.locator('tbody tr, tfoot tr').evaluateAll((all) =>
      all.map((row) => ({
        id:
          row.querySelector('th a')?.getAttribute('href').split('?')[0].split('/').at(-1) ?? row.parentElement.tagName,
        cells: [...row.querySelectorAll('td[data-metric]')].flatMap((cell) => {
          const figure = cell.querySelector('button[title="What is behind this number?"]')
          const change = cell.querySelector('button[title="What is behind this change?"]')
          const moved = change?.querySelector('[aria-hidden]') ?? change
          const down = change?.querySelector('path')?.getAttribute('d').startsWith('M5 9') ?? false
          return figure
            ? [{ metric: cell.dataset.metric, figure: figure.innerText, change: moved?.innerText ?? '', down }]
            : []
        }),
      })),
    )
    const csv = read('csv', await fileOf(page, 'Export', /^CSV/))
    await page.keyboard.press('Escape')
    const workbook = Object.values(read('xlsx', await fileOf(page, 'Export', /^Excel/))).at(-1)
    assert.equal(workbook.length, csv.length, 'both files have as many rows')
    for (const [at, cells] of csv.entries())
      for (const [i, cell] of cells.entries())
        assert.ok(
          near(asCSV(workbook[at][i]), cell),
          `row ${at}, ${csv[0][i]}: ${workbook[at][i]} in the workbook, ${cell} in CSV`,
        )
    const [head, ...lines] = csv
    const of = (line, column) => line[head.indexOf(column)]
    let compared = 0
    for (const { id, cells } of rows) {
      const total = id === 'TFOOT'
      const isIt = (arn) => total || (id === 'TBODY' ? arn === '' : arn.endsWith(`/${id}`))
      const line = lines.find((one) => of(one, 'total') === String(total) && isIt(of(one, 'queue_arn')))
      for (const { metric, figure, change, down } of cells) {
        const [now, before, by] = ['', 'compare:', 'difference:'].map((kind) => of(line, kind + metric))
        const [asFigure, asChange] = shownAs[unitOf(metric)]
        assert.equal(asFigure(Number(now)), figure, `${id}, ${metric}`)
        if (change === '') continue
        compared++
        const text = asChange(Number(by), Number(before))
        assert.ok(near(Number(now) - Number(before), by), `${id}, ${metric}: ${now} less ${before} is not ${by}`)
        if (change !== '±0') assert.deepEqual([change, down], [text, Number(by) < 0], `the change of ${id}, ${metric}`)
        else assert.match(text, /^0([.:]0+)?\D*$/)
      }
    }
    assert.ok(rows.length > 3 && compared > 20, `${rows.length} rows, ${compared} changes`)
    await context.close()
  },
}
