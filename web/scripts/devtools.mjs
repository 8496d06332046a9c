// What Chromium measures of a page.

/** A session that measures a page. */
export async function measured(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return session
}

/** The figures of this moment by Chromium's names: durations in seconds, memory in bytes. */
export async function figures(session) {
  const { metrics } = await session.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]))
}
