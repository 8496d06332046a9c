// What the cells of a report say, in the page's language.
import type { DimensionInfo } from '../../api/model'
import type { Dictionary } from '../../i18n/dictionary'
import { word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import type { Language } from '../../lib/format'
import { addDays, monthLabel, weekday, weekdayLabel } from '../../lib/time'

const attribute = 'attribute:'

export function isAttribute(dimension: string): boolean {
  return dimension.startsWith(attribute)
}

/** What people call a dimension; a contact attribute by its key. */
export function dimensionTitle(dimension: string, known: DimensionInfo[], language: Language): string {
  if (isAttribute(dimension)) return dimension.slice(attribute.length)
  return known.find((d) => d.id === dimension)?.title[language] ?? dimension
}

/** A value of a dimension; "" is "has none". Key is its ARN where it has one. */
export function valueText(dimension: string, name: string, key: string, t: Dictionary): string {
  if (name === '' && key === '') return dimension === 'queue' ? t.queues.noQueue : t.reports.none
  if (dimension === 'queue') return queueName(name, key, t)
  if (dimension === 'channel') return word(t.channel, name)
  if (dimension === 'initiation_method') return word(t.method, name)
  if (dimension === 'disconnect_reason') return word(t.reason, name)
  return name || key
}

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
