// The range of a page as the URL writes it: a preset ("today"), a month ("2026-10") or days ("2026-11-01..2026-11-07",
// both included). Resolved, it is half open: to is the first day that is not in it.
import { addDays, dayLabel, daysBetween, isDay, monthLabel, monthStart, weekday, yearLabel, type Day } from './time'
import type { Language } from './format'

export const presets = ['today', 'yesterday', 'last_business_day', '7d', 'week', 'month', 'last_month', '30d'] as const
export type Preset = (typeof presets)[number]

export type Range =
  { kind: 'preset'; preset: Preset } | { kind: 'month'; month: string } | { kind: 'days'; first: Day; last: Day }

export type Resolved = { from: Day; to: Day; days: number; includesNow: boolean; wholeMonth: boolean }

export const today: Range = { kind: 'preset', preset: 'today' }

export function parseRange(text: string | null): Range {
  if (!text) return today
  const preset = presets.find((p) => p === text)
  if (preset) return { kind: 'preset', preset }
  if (/^\d{4}-\d\d$/.test(text) && isDay(`${text}-01`)) return { kind: 'month', month: text }
  const [first = '', last = '', ...rest] = text.split('..')
  if (!isDay(first) || !isDay(last) || rest.length > 0) return today
  return first <= last ? { kind: 'days', first, last } : { kind: 'days', first: last, last: first }
}

/** What is wrong with a range that somebody has typed into the address; null when it is read as it stands there. */
export function rangeMistake(text: string | null): 'unread' | 'reversed' | null {
  const range = parseRange(text)
  if (!text || rangeText(range) === text) return null
  return range.kind === 'days' ? 'reversed' : 'unread'
}

/** The most days that one page shows: two years, one of them a leap year. */
export const mostDays = 731

export type RangeFault = 'missing' | 'reversed' | 'future' | 'long'

/** What is wrong with two typed days; null when they can be shown. */
export function rangeFault(first: Day, last: Day, now: Day): RangeFault | null {
  if (!isDay(first) || !isDay(last)) return 'missing'
  if (first > last) return 'reversed'
  if (last > now) return 'future'
  return daysBetween(first, last) >= mostDays ? 'long' : null
}

export function rangeText(range: Range): string {
  if (range.kind === 'preset') return range.preset
  if (range.kind === 'month') return range.month
  return `${range.first}..${range.last}`
}

function bounds(range: Range, now: Day, worked: Day): [Day, Day] {
  if (range.kind === 'days') return [range.first, addDays(range.last, 1)]
  if (range.kind === 'month') return [`${range.month}-01`, monthStart(`${range.month}-01`, 1)]
  const tomorrow = addDays(now, 1)
  switch (range.preset) {
    case 'today':
      return [now, tomorrow]
    case 'yesterday':
      return [addDays(now, -1), now]
    case 'last_business_day':
      return [worked, addDays(worked, 1)]
    case '7d':
      return [addDays(now, -6), tomorrow]
    case '30d':
      return [addDays(now, -29), tomorrow]
    case 'week':
      return [addDays(now, -weekday(now)), tomorrow]
    case 'month':
      return [monthStart(now), tomorrow]
    case 'last_month':
      return [monthStart(now, -1), monthStart(now)]
  }
}

/** The days of the range, given today's day in the zone and the last one before it that was worked. */
export function resolve(range: Range, now: Day, worked: Day = addDays(now, -1)): Resolved {
  const [from, to] = bounds(range, now, worked)
  const whole =
    range.kind === 'month' || (range.kind === 'preset' && (range.preset === 'month' || range.preset === 'last_month'))
  return { from, to, days: daysBetween(from, to), includesNow: from <= now && now < to, wholeMonth: whole }
}

/** The period before (-1) or after (+1): months step by month, everything else by its own length. */
export function step(at: Resolved, by: -1 | 1): Range {
  if (at.wholeMonth) return { kind: 'month', month: monthStart(at.from, by).slice(0, 7) }
  const first = addDays(at.from, by * at.days)
  return { kind: 'days', first, last: addDays(first, at.days - 1) }
}

/** The text on the picker for ranges that have no preset's name; days of another year than today's carry theirs. */
export function rangeLabel(range: Range, language: Language, now: Day): string {
  if (range.kind === 'month') return monthLabel(`${range.month}-01`, language)
  if (range.kind === 'days') {
    const label =
      now.slice(0, 4) === range.first.slice(0, 4) && now.slice(0, 4) === range.last.slice(0, 4) ? dayLabel : yearLabel
    const first = label(range.first, language)
    return range.first === range.last ? first : `${first} – ${label(range.last, language)}`
  }
  return range.preset
}

/** The month that a range ends in ("2026-11"): what a page of months shows of it. */
export function monthOf(at: Resolved): string {
  return addDays(at.to, -1).slice(0, 7)
}
