// Calendar arithmetic in a named zone, with nothing but Intl. A day is the text "2026-11-22"; a moment is UTC milliseconds.
import type { Language } from './format'

export type Day = string

const dayMs = 86_400_000

type Parts = { year: number; month: number; day: number; hour: number; minute: number; second: number }

const partsFormats = new Map<string, Intl.DateTimeFormat>()

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = partsFormats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    partsFormats.set(zone, format)
  }
  return format
}

function parts(ms: number, zone: string): Parts {
  const found: Record<string, number> = {}
  for (const part of partsFormat(zone).formatToParts(ms)) found[part.type] = Number(part.value)
  const get = (name: keyof Parts) => found[name] ?? 0
  return {
    year: get('year'),
    month: get('month'),
    day: get('day'),
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** Whether Intl knows the zone. */
export function validZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return zone !== ''
  } catch {
    return false
  }
}

/**
 * The day to which the moment belongs in the zone. Days begin at the wall clock's time `start` ("04:00"): before it, it is
 * still the day before. Where the clock is put back over it, the second time counts.
 */
export function dayOf(ms: number, zone: string, start = '00:00'): Day {
  const p = parts(ms, zone)
  const date = `${String(p.year).padStart(4, '0')}-${two(p.month)}-${two(p.day)}`
  if (start === '00:00') return date
  return minutesOf(p) < startMinutes(start) || returnsBefore(ms, zone, start) ? addDays(date, -1) : date
}

const minutesOf = (p: Parts) => p.hour * 60 + p.minute

function startMinutes(start: string): number {
  const [hours, minutes] = start.split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}

/** Whether the clock, which is behind the start, will be put back before it: no zone does so by more than two hours. */
function returnsBefore(ms: number, zone: string, start: string): boolean {
  const now = parts(ms, zone)
  if (minutesOf(now) - startMinutes(start) >= 120) return false
  return [15, 30, 45, 60, 75, 90, 105, 120].some((minutes) => {
    const later = parts(ms + minutes * 60_000, zone)
    return later.day === now.day && minutesOf(later) < startMinutes(start)
  })
}

/** Calendar days later (or earlier). Days have no zone, so daylight saving cannot interfere. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}

/** The last day of a half-open range that begins a day: the one before `to`, unless that is a moment within a day. */
export function lastDay(from: string, to: string): Day {
  return addDays(to.slice(0, 10), from.slice(11, 19) === to.slice(11, 19) ? -1 : 0)
}

/** Days from a to b. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / dayMs)
}

/** First day of the month, moved by some months. */
export function monthStart(day: Day, months = 0): Day {
  const [year, month] = day.split('-').map(Number)
  return new Date(Date.UTC(year ?? 1970, (month ?? 1) - 1 + months, 1)).toISOString().slice(0, 10)
}

/** 0 is Monday: weeks start on Monday in every language, so that no figure depends on the language. */
export function weekday(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

export function isDay(text: string): boolean {
  const ms = /^[12]\d{3}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) // 30 February would be read as a day of March
}

/** "15:20" in the zone, 24 hours with 00 at midnight. */
export function clock(ms: number, zone: string): string {
  const p = parts(ms, zone)
  return `${two(p.hour)}:${two(p.minute)}`
}

/** "15:20:05" in the zone. */
export function clockSeconds(ms: number, zone: string): string {
  const p = parts(ms, zone)
  return `${two(p.hour)}:${two(p.minute)}:${two(p.second)}`
}

/** "2026-11-22 15:20:05" in the zone: tables and exports. */
export function stamp(ms: number, zone: string): string {
  return `${dayOf(ms, zone)} ${clockSeconds(ms, zone)}`
}

/**
 * The moment (UTC ms) at which the zone's wall clock shows "2026-11-17T10:40"; null of other texts. Where the clock is put
 * back and shows it twice, one of the two; where it is put forward over it, a moment beside the leap.
 */
export function momentAt(text: string, zone: string): number | null {
  const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : NaN
  if (Number.isNaN(wall)) return null
  const offset = (ms: number) => {
    const p = parts(ms, zone)
    return Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - ms
  }
  return wall - offset(wall - offset(wall))
}

/** "2026-11-22T06:20:05Z", for tooltips. */
export function stampUTC(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

const locales = { ko: 'ko-KR', en: 'en-US' } as const
const labelFormats = new Map<string, Intl.DateTimeFormat>()

/** Made when first needed: each costs milliseconds, and the first paint needs none. */
function labelFormat(kind: 'day' | 'dated' | 'month' | 'weekday', language: Language): Intl.DateTimeFormat {
  const key = `${kind} ${language}`
  let format = labelFormats.get(key)
  if (!format) {
    const parts =
      kind === 'day'
        ? ({ month: language === 'ko' ? 'numeric' : 'short', day: 'numeric', weekday: 'short' } as const)
        : kind === 'dated'
          ? ({
              year: 'numeric',
              month: language === 'ko' ? 'numeric' : 'short',
              day: 'numeric',
              weekday: 'short',
            } as const)
          : kind === 'weekday'
            ? ({ weekday: 'short' } as const)
            : ({ year: 'numeric', month: language === 'ko' ? 'long' : 'short' } as const)
    format = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', ...parts })
    labelFormats.set(key, format)
  }
  return format
}

/** "11. 21. (토)" or "Sat, Nov 21". */
export function dayLabel(day: Day, language: Language): string {
  return labelFormat('day', language).format(Date.parse(`${day}T00:00:00Z`))
}

/** "2020. 11. 21. (토)" or "Sat, Nov 21, 2020". */
export function yearLabel(day: Day, language: Language): string {
  return labelFormat('dated', language).format(Date.parse(`${day}T00:00:00Z`))
}

/** "토" or "Sat". */
export function weekdayLabel(day: Day, language: Language): string {
  return labelFormat('weekday', language).format(Date.parse(`${day}T00:00:00Z`))
}

/** "2026년 11월" or "Nov 2026". */
export function monthLabel(day: Day, language: Language): string {
  return labelFormat('month', language).format(Date.parse(`${day}T00:00:00Z`))
}

/** "11월" or "Nov": axis of the year; January carries its year. */
export function monthTick(day: Day, language: Language): string {
  const [year, month] = day.split('-')
  if (month === '01') return language === 'ko' ? `${year ?? ''}년` : (year ?? '')
  if (language === 'ko') return `${Number(month)}월`
  return monthLabel(day, 'en').slice(0, 3)
}

/** The zone's offset at the moment: "UTC+9", "UTC-3:30". */
export function offsetLabel(ms: number, zone: string): string {
  const p = parts(ms, zone)
  const local = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second)
  const minutes = Math.round((local - ms) / 60_000)
  const sign = minutes < 0 ? '-' : '+'
  const rest = Math.abs(minutes) % 60
  return `UTC${sign}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${two(rest)}` : ''}`
}
