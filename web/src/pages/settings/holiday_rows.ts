// The holidays of the page: what the country has, what was added, what was taken away.
import type { Holiday, Settings } from '../../api/model'
import type { Language } from '../../lib/format'

type Choice = Settings['holidays']

export type HolidayRow = { day: string; name: string; kind: 'national' | 'own' | 'removed' }

export function holidayRows(national: Holiday[], choice: Choice, language: Language): HolidayRow[] {
  const rows = new Map<string, HolidayRow>()
  for (const { day, name } of national)
    rows.set(day, { day, name: name[language], kind: choice.removed.includes(day) ? 'removed' : 'national' })
  for (const { day, name } of choice.added) rows.set(day, { day, name, kind: 'own' })
  return [...rows.values()].sort((a, b) => a.day.localeCompare(b.day))
}

/** A day of one's own goes; a national one is remembered as taken away. */
export function withoutDay(choice: Choice, row: HolidayRow): Partial<Choice> {
  if (row.kind === 'own') return { added: choice.added.filter((own) => own.day !== row.day) }
  return { removed: [...choice.removed, row.day].sort() }
}

export function restored(choice: Choice, row: HolidayRow): Partial<Choice> {
  return { removed: choice.removed.filter((day) => day !== row.day) }
}
