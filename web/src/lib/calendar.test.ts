import { expect, it } from 'vitest'
import { holidayName, lastBusinessDay, unknownCalendar, workingDays, works, type Calendar } from './calendar'

const hangeul: Calendar = {
  ...unknownCalendar,
  holidays: new Map([
    ['2026-10-05', { ko: '대체공휴일(개천절)', en: 'Substitute holiday' }],
    ['2026-10-09', { ko: '한글날', en: 'Hangeul Day' }],
  ]),
}

it('names a holiday in the language of the page', () => {
  expect(holidayName(hangeul, '2026-10-09', 'ko')).toBe('한글날')
  expect(holidayName(hangeul, '2026-10-08', 'en')).toBeNull()
})

it('works on weekdays that are no holidays', () => {
  expect(['2026-10-08', '2026-10-09', '2026-10-10'].map((day) => works(hangeul, day))).toEqual([true, false, false])
  expect(works({ ...hangeul, worked: true }, '2026-10-09')).toBe(true)
  expect(workingDays(hangeul, '2026-10-01', '2026-11-01')).toBe(20)
})

it('finds the last business day behind weekends and holidays', () => {
  expect(lastBusinessDay(hangeul, '2026-10-12')).toBe('2026-10-08')
  expect(lastBusinessDay(hangeul, '2026-10-06')).toBe('2026-10-02')
  const never = { ...unknownCalendar, hours: unknownCalendar.hours.map(() => null) }
  expect(lastBusinessDay(never, '2026-10-06')).toBeNull()
})
