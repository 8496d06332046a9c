import { describe, expect, it } from 'vitest'
import { holiday } from './holidays'
import { addDays, weekday } from './time'

const daysOf = (year: number) => Array.from({ length: 365 }, (_, i) => addDays(`${year}-01-01`, i))
const saturday = 5

describe('public holidays', () => {
  it('names a holiday in both languages, in Korea’s zone only', () => {
    expect(holiday('2026-10-09', 'Asia/Seoul', 'ko')).toBe('한글날')
    expect(holiday('2026-10-09', 'Asia/Seoul', 'en')).toBe('Hangeul Day')
    expect(holiday('2026-10-09', 'Asia/Tokyo', 'ko')).toBeNull()
    expect(holiday('2026-10-08', 'Asia/Seoul', 'ko')).toBeNull()
  })

  it.each([2025, 2026, 2027])('gives no substitute day of %i that is a weekend', (year) => {
    const substitutes = daysOf(year).filter((day) => holiday(day, 'Asia/Seoul', 'en') === 'Substitute holiday')
    expect(substitutes.length).toBeGreaterThan(0)
    expect(substitutes.filter((day) => weekday(day) >= saturday)).toEqual([])
  })

  it.each([
    [2025, 19],
    [2026, 22],
    [2027, 24],
  ])('knows every day of %i', (year, known) => {
    expect(daysOf(year).filter((day) => holiday(day, 'Asia/Seoul', 'ko'))).toHaveLength(known)
  })
})
