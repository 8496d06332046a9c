// What the mock's contact centre has agreed.
const holiday = (day, ko, en) => ({ day, name: { ko, en }, own: false })
const holidays = [
  holiday('2026-10-03', '개천절', 'National Foundation Day'),
  holiday('2026-10-05', '대체공휴일(개천절)', 'Substitute holiday (National Foundation Day)'),
  holiday('2026-10-09', '한글날', 'Hangeul Day'),
  holiday('2026-12-25', '성탄절', 'Christmas Day'),
]

export const settings = () => ({
  instance_arn: '',
  version: 0,
  saved_at: null,
  zone: 'Asia/Seoul',
  settings: {
    business_day_start: '00:00',
    working_hours: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((weekday) => ({
      weekday,
      open: '09:00',
      close: '18:00',
    })),
    holidays: { country: 'KR', added: [], removed: [], worked: false },
    service_level: { seconds: 20, target: 80, compare: 'lt', of: 'removed', abandons: 'in', short: 0 },
    queues: [],
  },
  holidays,
  national: {
    days: holidays,
    first_year: 2026,
    last_year: 2026,
    source: { ko: '공휴일에 관한 법률', en: 'Act on Public Holidays (Korea)' },
    source_url: 'https://www.law.go.kr/법령/관공서의공휴일에관한규정',
    read: '2026-11-22',
  },
})
