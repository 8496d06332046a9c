// A contact centre made of arithmetic: the same seed gives the same year. Counts per day and queue are whole numbers, and
// everything else (quarters, totals, means) is derived from them, so the figures of the mock add up as real ones must.
const queueNames = [
  '기술 지원',
  '카드 분실',
  '반품·환불',
  '대출 상담',
  '멤버십',
  '배송 조회',
  '신규 주문',
  'VIP 상담',
  '요금·결제',
  '야간 데스크',
  '채팅 상담',
  '이메일 문의',
]
const channels = [
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'VOICE',
  'CHAT',
  'EMAIL',
]
const volumes = [92, 61, 118, 44, 72, 131, 96, 28, 104, 22, 143, 39]
const levels = [0.62, 0.745, 0.79, 0.848, 0.859, 0.891, 0.904, 0.947, 0.916, 0.863, 0.962, 0.982]

export const instance = 'arn:aws:connect:ap-northeast-2:123456789012:instance/0d7a1f6e-0000-4000-8000-000000000001'
export const queues = queueNames.map((name, i) => ({
  arn: `${instance}/queue/7c2f51aa-0000-4000-8000-0000000000${String(i + 10)}`,
  name,
  channel: channels[i],
  volume: volumes[i],
  level: levels[i],
}))
const family = '김이박최정강조윤장임한오서신권황안송류홍'
const given = [
  '서준',
  '민준',
  '도윤',
  '예준',
  '시우',
  '하준',
  '지호',
  '주원',
  '지후',
  '준서',
  '서연',
  '서윤',
  '지우',
  '하윤',
  '민서',
  '지유',
  '채원',
  '수아',
  '지민',
  '은서',
]
export const agents = Array.from({ length: 60 }, (_, i) => ({
  arn: `${instance}/agent/a1b2c3d4-0000-4000-8000-0000000000${String(i + 10)}`,
  name: `${family[(i * 7) % 20]}${given[(i * 3 + 1) % 20]}`,
}))

const dayMs = 86_400_000
export const offset = 9 * 3_600_000 // Asia/Seoul has no daylight saving

/** A number in [0, 1) from whole numbers. */
export function noise(...parts) {
  let h = 2166136261
  for (const part of parts) {
    h = Math.imul(h ^ part, 16777619)
    h ^= h >>> 13
  }
  h = Math.imul(h ^ (h >>> 16), 2246822507)
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296
}

export const dayNumber = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs)
export const dayText = (number) => new Date(number * dayMs).toISOString().slice(0, 10)
export const dayStart = (number) => number * dayMs - offset
export const dayAt = (ms) => Math.floor((ms + offset) / dayMs)

/** Share of a day's contacts that arrive in each quarter of an hour; lunch dips, evenings are quiet. */
const curve = Array.from({ length: 96 }, (_, i) => {
  const hour = i / 4
  const bell = (at, width) => Math.exp(-(((hour - at) / width) ** 2))
  return 0.02 + bell(10.7, 1.9) + 0.85 * bell(14.8, 2.3) + 0.12 * bell(19, 2.5) - 0.25 * bell(12.5, 0.5)
})
const cumulated = curve.reduce((sums, v) => [...sums, (sums.at(-1) ?? 0) + Math.max(0.01, v)], [0])
const whole = cumulated.at(-1)

/** Contacts of the first n quarters of a day with this many in all. */
const upTo = (contacts, n) => Math.round((contacts * cumulated[n]) / whole)

const weekdays = [0.24, 1.22, 1.05, 1.0, 0.98, 1.03, 0.38] // Sunday first: Mondays peak

function dayVolume(number, i) {
  const season = 1 + 0.14 * Math.sin(((number % 365) / 365) * 2 * Math.PI + 0.6)
  const week = weekdays[new Date(number * dayMs).getUTCDay()]
  const holiday = number % 61 === 7 ? 0.3 : 1
  return Math.round(queues[i].volume * week * season * holiday * (0.88 + 0.24 * noise(number, i)))
}

function figures(contacts, number, i, quarter) {
  const other = Math.floor(contacts * 0.05)
  const queued = contacts - other
  const drift = (noise(number, i, 7) - 0.5) * 0.06
  const rate = Math.min(0.2, Math.max(0.005, (1 - queues[i].level) * 0.28 + drift * 0.3))
  const abandoned = Math.floor(queued * rate)
  const within = Math.min(queued, Math.floor(queued * (queues[i].level + drift)))
  const handled = queued - abandoned
  const acw = Math.floor(handled * 0.93)
  const shade = 1 + (noise(number, i, quarter) - 0.5) * 0.3
  return {
    contacts,
    queued,
    abandoned,
    within,
    handled,
    other,
    acwSum: Math.round(acw * (34 + i) * shade),
    acwCount: handled,
    acwRecorded: acw,
    talkSum: Math.round(handled * (210 + 9 * i) * shade),
    talkCount: handled,
  }
}

const empty = () => ({
  contacts: 0,
  queued: 0,
  abandoned: 0,
  within: 0,
  handled: 0,
  other: 0,
  acwSum: 0,
  acwCount: 0,
  acwRecorded: 0,
  talkSum: 0,
  talkCount: 0,
})

export function add(into, more) {
  for (const key of Object.keys(into)) into[key] += more[key]
  return into
}

/** One queue on one day, up to a quarter; 12 is "no queue": contacts that ended in the flow. */
export function queueDay(number, i, quarters = 96) {
  if (i === queues.length) {
    const all = queues.reduce((sum, _, q) => sum + dayVolume(number, q), 0)
    const contacts = upTo(Math.round(all * 0.06), quarters)
    return { ...empty(), contacts, other: contacts }
  }
  return figures(upTo(dayVolume(number, i), quarters), number, i, 0)
}

export function quarterContacts(number, i, quarter) {
  const all =
    i === queues.length
      ? Math.round(queues.reduce((sum, _, q) => sum + dayVolume(number, q), 0) * 0.06)
      : dayVolume(number, i)
  return upTo(all, quarter + 1) - upTo(all, quarter)
}

export function quarterFigures(number, i, quarter) {
  const contacts = quarterContacts(number, i, quarter)
  return i === queues.length ? { ...empty(), contacts, other: contacts } : figures(contacts, number, i, quarter + 1)
}

export { empty }
