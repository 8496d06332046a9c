// The set-up check: found from Pipeline health, and what it says in both languages. A check throws when its claim does not hold.
import { strict as assert } from 'node:assert'
import { faults, open } from './browser.mjs'

/** What is said of each finding, the worst first, as the page shows it. */
const told = (page) => page.locator('[data-findings] h2').allTextContents()

export const setUp = {
  'the set-up check is found from Pipeline health, and names what may not be looked at': async (browser, base) => {
    const { context, page } = await open(browser, base, '/pipeline')
    await page.getByRole('link', { name: 'Check the set-up' }).click()
    await page.getByRole('button', { name: /^Check (now|again)$/ }).click()
    await page.getByRole('button', { name: 'Check again' }).waitFor()
    const [english, problems] = [await told(page), await faults(page)]
    assert.equal(english.filter((words) => words.includes('the credentials are not allowed to')).length, 3)
    assert.equal(english.filter((words) => words.includes('a stream that is not read here')).length, 0)
    await page.getByText('The instance sends agent events to where they are taken from.').waitFor()
    const fix = page.getByLabel('Fix', { exact: true }).filter({ hasText: 'kinesis:DescribeStreamSummary' }).first()
    const statement = JSON.parse(await fix.textContent())
    assert.match(statement.Resource, /^arn:aws:kinesis:.*:stream\/connect-contact-records$/)
    await page.getByText('Evidence (1)').first().click()
    await page.getByText('events from ').first().waitFor()
    await page.getByRole('button', { name: '한국어' }).click()
    await page.getByRole('button', { name: '다시 점검' }).waitFor()
    const korean = await told(page)
    assert.equal(korean.length, english.length)
    for (const words of korean) assert.match(words, /[가-힣]/)
    await context.close()
    return problems
  },
}
