// What the first column of a report over time says, in the page's language.
import type { Language } from '../../lib/format'
import { addDays, monthLabel, weekday, weekdayLabel } from '../../lib/time'

/** An interval by its start: "2026-11-20 (금)", "2026-11-20 09:15"; with its offset where clocks change within the answer. */
export function intervalText(start: string, every: string, language: Language, offset: boolean): string {
  if (every === '1mo') return monthLabel(start, language)
  if (every === '1w') return `${start} – ${addDays(start, 6 - weekday(start)).slice(5)}`
  if (every === '1d') return `${start} (${weekdayLabel(start, language)})`
  const text = start.slice(0, 16).replace('T', ' ')
  return offset ? `${text} ${start.slice(-6)}` : text
}

/** Whether moments have different offsets from UTC: the same time of day comes twice in autumn. */
export function clocksChange(starts: string[]): boolean {
  return new Set(starts.map((start) => start.slice(-6))).size > 1
}
