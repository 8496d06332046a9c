// Addresses that somebody has typed wrong: each page stands, and says what to do instead.
import { strict as assert } from 'node:assert'
import { faults, open, settled } from './browser.mjs'

/** An address and what its page says, in English and in Korean. */
const addresses = [
  ['/?range=2026-02-30..2026-03-01', /is no date.*Choose dates above/, /읽을 수 없어.*선택하거나/],
  ['/month?range=soon', /is no date/, /읽을 수 없어/],
  ['/?range=2026-11-07..2026-11-01', /first day is after the last day/, /시작일이 종료일보다 늦어/],
  ['/?range=2198-01-01..2198-01-02', /in the future.*up to today/, /아직 오지 않은 날짜.*오늘 또는 그 이전/],
  ['/contacts?range=2198-01', /in the future/, /아직 오지 않은 날짜/],
  ['/?range=2001-01-01..2001-01-02', /nothing is known of the time before/, /이전/],
  ['/queues?range=2001-01-01..2026-11-01', /at most ten years/, /최대 10년/],
  ['/?zone=Mars/Olympus', /is no time zone.*Asia\/Seoul/, /시간대.*알 수 없어/],
  ['/?queue=arn:aws:connect:nowhere', /Nothing so far fits the filter queue.*check/, /기록이 지금까지 없습니다/],
  ['/?channel=VOICE&channel=FAX', /Nothing so far fits the filter channel = "FAX"/, /"FAX"/],
  ['/queues/nowhere', /No queue is known as/, /대기열이 없습니다/],
  ['/agents/nowhere', /names “nowhere”/, /nowhere/],
  ['/contacts/nowhere', /There is no record of this contact/, /nowhere/],
  ['/contacts?from=x&to=y', /“x” in the address is no date/, /‘x’/],
  ['/contacts?where=moon%3Dfull', /unknown dimension "moon"; there are queue/, /‘moon’ 항목은 없습니다/],
  ['/reports/view?range=7d&metric=contacts_hand', /did you mean contacts_handled/, /contacts_handled/],
  [
    '/reports/view?range=7d&metric=contacts_handled&compare=never',
    /unknown period "never"; there are/,
    /쓸 수 있는 기간/,
  ],
  ['/dictionary/nowhere', /no metric nowhere/, /nowhere/],
  ['/nowhere', /no such page/i, /없/],
  ['/?range=%25E0%25A4%25A&explain=junk', /is no date/, /읽을 수 없어/],
  ['/live/queues?open=junk&sort=junk&tone=junk', /junk|Nobody waits/, /junk|대기/],
]

export const typed = {
  'an address that was typed wrong is answered with what to do instead': async (browser, base) => {
    for (const [at, language] of ['en', 'ko'].entries()) {
      const { context, page, errors } = await open(browser, base, '/', { language })
      for (const [path, ...says] of addresses) {
        await page.goto(base + path)
        await page.locator('h1').waitFor()
        await page.getByText(says[at]).first().waitFor({ timeout: 20_000 })
        await settled(page)
        assert.deepEqual(await faults(page), [], path)
      }
      // What the server refuses, the browser notes.
      assert.deepEqual(
        errors.filter((error) => !/status of 4(04|22)/.test(error)),
        [],
      )
      await context.close()
    }
  },
}
