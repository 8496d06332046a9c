// What the contact centre's calendar says of days: holidays, working days, and where a day begins. Holidays come from the
// server, which is the one source of them.
import type { SettingsAnswer, WorkingHours } from '../api/model'
import type { Language } from './format'
import { addDays, weekday, type Day } from './time'

export type Calendar = {
  holidays: Map<Day, { ko: string; en: string }>
  /** By weekday from Monday; null is not worked. */
  hours: (WorkingHours | null)[]
  /** Holidays are worked as any other day. */
  worked: boolean
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Until the server has answered, weekdays are worked and nothing is a holiday. */
export const unknownCalendar: Calendar = {
  holidays: new Map(),
  hours: weekdays.map((name, i) => (i < 5 ? { weekday: name, open: '09:00', close: '18:00' } : null)),
  worked: false,
}

export function calendarOf(answer: SettingsAnswer): Calendar {
  const { working_hours: hours, holidays } = answer.settings
  return {
    holidays: new Map(answer.holidays.map((h) => [h.day, h.name])),
    hours: weekdays.map((name) => hours.find((h) => h.weekday === name) ?? null),
    worked: holidays.worked,
  }
}

/** What the day is called, if it is a holiday. */
export function holidayName(calendar: Calendar, day: Day, language: Language): string | null {
  return calendar.holidays.get(day)?.[language] ?? null
}

export function works(calendar: Calendar, day: Day): boolean {
  return calendar.hours[weekday(day)] !== null && (calendar.worked || !calendar.holidays.has(day))
}

/** How many of the days from the first up to, and without, the end are worked. */
export function workingDays(calendar: Calendar, first: Day, end: Day): number {
  let n = 0
  for (let day = first; day < end; day = addDays(day, 1)) if (works(calendar, day)) n++
  return n
}

/** No centre rests longer than this many days. */
const far = 60

/** The latest day before this one that is worked; null where none is. */
export function lastBusinessDay(calendar: Calendar, today: Day): Day | null {
  for (let back = 1; back <= far; back++) {
    const day = addDays(today, -back)
    if (works(calendar, day)) return day
  }
  return null
}
