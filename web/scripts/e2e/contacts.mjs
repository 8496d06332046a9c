// The list of contacts. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { faults, open } from './browser.mjs'
import { day, week } from './days.mjs'

export const contacts = {
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
    const next = () => turn(() => page.getByRole('button', { name: 'Next' }).first().click())
    const previous = () => turn(() => page.getByRole('button', { name: 'Previous' }).first().click())
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

  'clear filters clears every one, and the browser’s Back brings them back': async (browser, base) => {
    const filters = 'channel=VOICE&outcome=handled&where=channel%3DVOICE&having=queue_s%3E%3D1'
    const { context, page } = await open(browser, base, `/contacts?${week}&${filters}`)
    const found = page.locator('main p[aria-live]')
    const tokens = page.getByRole('button', { name: /^Remove: / })
    await found.getByText(/contact/).waitFor()
    const fewer = await found.innerText()
    const dropped = await tokens.count()
    assert.ok(dropped > 0, 'there are tokens')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.waitForURL((url) => url.search === `?${week}`)
    await page.waitForFunction((text) => document.querySelector('main p[aria-live]').textContent !== text, fewer)
    assert.equal(await tokens.count(), 0)
    assert.equal(await page.getByRole('button', { name: 'Clear filters' }).count(), 0)
    await page.goBack()
    await found.getByText(fewer, { exact: true }).waitFor()
    assert.equal(await tokens.count(), dropped)
    await context.close()
  },

  'the contacts of a list are exported, all of them and as the list has them': async (browser, base) => {
    const { context, page } = await open(browser, base, `/contacts?${day}&outcome=abandoned`)
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
}
