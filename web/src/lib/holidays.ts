// Korea's public holidays, which explain a year's valleys. Source: Act on Public Holidays (공휴일에 관한 법률) and Rules on
// public holidays of government offices (관공서의 공휴일에 관한 규정, https://www.law.go.kr/법령/관공서의공휴일에관한규정),
// with substitute, temporary and election days; read 2026-11-22. Labour Day and Constitution Day count since 2026. What
// the government declares at short notice has to be added here.
import type { Language } from './format'
import type { Day } from './time'

const names = {
  newYear: { ko: '신정', en: 'New Year’s Day' },
  seollal: { ko: '설날 연휴', en: 'Seollal' },
  march1: { ko: '삼일절', en: 'Independence Movement Day' },
  labour: { ko: '노동절', en: 'Labour Day' },
  children: { ko: '어린이날', en: 'Children’s Day' },
  childrenAndBuddha: { ko: '어린이날·부처님오신날', en: 'Children’s Day, Buddha’s Birthday' },
  buddha: { ko: '부처님오신날', en: 'Buddha’s Birthday' },
  memorial: { ko: '현충일', en: 'Memorial Day' },
  constitution: { ko: '제헌절', en: 'Constitution Day' },
  liberation: { ko: '광복절', en: 'Liberation Day' },
  chuseok: { ko: '추석 연휴', en: 'Chuseok' },
  foundation: { ko: '개천절', en: 'National Foundation Day' },
  hangeul: { ko: '한글날', en: 'Hangeul Day' },
  christmas: { ko: '성탄절', en: 'Christmas Day' },
  substitute: { ko: '대체공휴일', en: 'Substitute holiday' },
  temporary: { ko: '임시공휴일', en: 'Temporary holiday' },
  presidential: { ko: '대통령 선거일', en: 'Presidential election' },
  local: { ko: '지방 선거일', en: 'Local elections' },
} as const

type Name = keyof typeof names

const years: Record<string, Partial<Record<Name, string>>> = {
  2025: {
    newYear: '01-01',
    temporary: '01-27',
    seollal: '01-28 01-29 01-30',
    march1: '03-01',
    childrenAndBuddha: '05-05',
    presidential: '06-03',
    memorial: '06-06',
    liberation: '08-15',
    foundation: '10-03',
    chuseok: '10-05 10-06 10-07',
    hangeul: '10-09',
    christmas: '12-25',
    substitute: '03-03 05-06 10-08',
  },
  2026: {
    newYear: '01-01',
    seollal: '02-16 02-17 02-18',
    march1: '03-01',
    labour: '05-01',
    children: '05-05',
    buddha: '05-24',
    local: '06-03',
    memorial: '06-06',
    constitution: '07-17',
    liberation: '08-15',
    chuseok: '09-24 09-25 09-26',
    foundation: '10-03',
    hangeul: '10-09',
    christmas: '12-25',
    substitute: '03-02 05-25 08-17 10-05',
  },
  2027: {
    newYear: '01-01',
    seollal: '02-06 02-07 02-08',
    march1: '03-01',
    labour: '05-01',
    children: '05-05',
    buddha: '05-13',
    memorial: '06-06',
    constitution: '07-17',
    liberation: '08-15',
    chuseok: '09-14 09-15 09-16',
    foundation: '10-03',
    hangeul: '10-09',
    christmas: '12-25',
    substitute: '02-09 05-03 07-19 08-16 10-04 10-11 12-27',
  },
}

const byDay = new Map<Day, Name>(
  Object.entries(years).flatMap(([year, days]) =>
    // Object.entries forgets that the keys are names.
    (Object.entries(days) as [Name, string][]).flatMap(([name, dates]) =>
      dates.split(' ').map((date): [Day, Name] => [`${year}-${date}`, name]),
    ),
  ),
)

/** The public holiday of a day in this zone, or null. Only Korea's zone has any. */
export function holiday(day: Day, zone: string, language: Language): string | null {
  const name = zone === 'Asia/Seoul' ? byDay.get(day) : undefined
  return name ? names[name][language] : null
}
