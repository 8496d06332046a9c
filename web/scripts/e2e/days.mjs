// The days that checks ask for, by the clock of the server at RINGSIDE_URL, which is virtual in a demo. All of them are over, and so
// is what began on them: once the history is filled their figures stand still, whatever the hour at which the test runs.
const base = process.env.RINGSIDE_URL?.replace(/\/$/, '')
if (!base) throw new Error('RINGSIDE_URL names no server: start ringside demo, and say where it is')
const { zone } = await version()

async function version() {
  return (await fetch(`${base}/api/v1/version`)).json()
}

/** A quarter of an hour around a minute ago, in the address of a past. */
export async function minuteAgo() {
  return `around=${new Date(Date.parse((await version()).now) - 60_000).toISOString()}&span=15`
}

/** The id of the one instance of a demo, or of the first of two. */
export async function firstInstance() {
  const { values } = await (await fetch(`${base}/api/v1/dimensions?dimension=instance`)).json()
  return values.find(({ value }) => value.includes(':111122223333:')).value.split('/')[1]
}

/** The day it is at the server now. */
export async function today() {
  return new Date((await version()).now).toLocaleDateString('sv-SE', { timeZone: zone })
}

const begun = await today()

/** So many days before the one on which the test began. */
const dayBefore = (days) => new Date(Date.parse(begun) - days * 86_400_000).toISOString().slice(0, 10)

const between = (first, last) => `range=${first}..${last}`

/** Seven days, and thirty, in an address. */
export const week = between(dayBefore(9), dayBefore(3))
export const thirty = between(dayBefore(32), dayBefore(3))

/** The days of a question for the same thirty. */
export const thirtyDays = { from: dayBefore(32), to: dayBefore(2), zone }

/** The newest month in an address that has been over for more than a day: on the first of a month the last one still changes. */
export const month = `range=${monthBefore(dayBefore(1))}`

/** Of the days that the demo begins with, the one with the most contacts, in an address: most queues rest on Sundays and holidays. */
export const day = await busiest().then((found) => between(found, found))

/** Seven days until now, and seven before them, as what is behind a figure names them. */
export const newest = { from: dayBefore(7), to: dayBefore(0), zone }
export const before = { from: dayBefore(14), to: dayBefore(7) }

function monthBefore(date) {
  const [year, number] = date.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, 7)
}

async function busiest() {
  const question = { metrics: ['contacts_handled'], from: dayBefore(6), to: dayBefore(1), zone, every: '1d' }
  const answer = await fetch(`${base}/api/v1/query`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
  })
  if (!answer.ok) throw new Error(`which day is the busiest: ${await answer.text()}`)
  const { rows } = await answer.json()
  return rows.reduce((most, row) => (row[1] > most[1] ? row : most))[0].slice(0, 10)
}
