// Every figure reaches the screen through this file. Null is "–", never 0. Digits are the same in both languages; only
// words, dates and the compact axis differ.

export type Language = 'ko' | 'en'

export const none = '–'

type Figure = number | null | undefined

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const hundredths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** 1742 → "1,742". */
export function count(value: Figure): string {
  return value == null ? none : whole.format(value)
}

const tenth = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** Figures of several units in one table: 1695.71 → "1,695.7", 1742 → "1,742". */
export function tenths(value: Figure): string {
  return value == null ? none : tenth.format(value)
}

/** Seconds → "m:ss" or "h:mm:ss", rounded to the whole second. */
export function duration(seconds: Figure): string {
  if (seconds == null) return none
  const total = Math.max(0, Math.round(seconds))
  const s = String(total % 60).padStart(2, '0')
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return `${minutes}:${s}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${s}`
}

/** Seconds in words, for readers and prose: "4분 23초", "4 min 23 s". */
export function durationWords(seconds: Figure, language: Language): string {
  if (seconds == null) return language === 'ko' ? '값 없음' : 'no value'
  const total = Math.max(0, Math.round(seconds))
  const units = language === 'ko' ? (['시간', '분', '초'] as const) : ([' h', ' min', ' s'] as const)
  const parts = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60]
  const words = parts.map((n, i) => (n > 0 ? `${n}${units[i] ?? ''}` : '')).filter(Boolean)
  return words.length > 0 ? words.join(' ') : `0${units[2]}`
}

/** Seconds with two places and thousands, where a duration rounds them: "7,138,801.02 s", "0.42초". */
export function exactSeconds(seconds: number, language: Language): string {
  return `${hundredths.format(seconds)}${language === 'ko' ? '초' : ' s'}`
}

/** 83.62 → "83.6%"; one decimal. */
export function percent(value: Figure, decimals = 1): string {
  return value == null ? none : `${value.toFixed(decimals)}%`
}

/** A percentage beside its target: one that only rounding would lift to it has as many decimals as it takes, "79.97%". */
export function beside(value: Figure, target: number, decimals = 1): string {
  if (value == null) return none
  let places = decimals
  while (places < 4 && value < target && Number(value.toFixed(places)) >= target) places++
  return percent(value, places)
}

/** A figure of the catalogue in its unit. Means of counts keep two digits. */
export function figure(value: Figure, unit: string): string {
  if (unit === 'seconds') return duration(value)
  if (unit === 'percent') return percent(value)
  return value == null || Number.isInteger(value) ? count(value) : value.toFixed(2)
}

/** A difference of two figures with its sign: "+3", "−0:12", "+1.4 pp". */
export function signed(value: Figure, unit: string, language: Language): string {
  if (value == null) return none
  const size = (of: number) => (unit === 'percent' ? points(of, language) : figure(Math.abs(of), unit))
  const text = size(value)
  const sign = value > 0 ? '+' : '\u2212'
  return text === size(0) ? text : sign + text
}

/** A difference of two percentages: "0.4 pp", "0.4%p". Unsigned: the arrow beside it carries the sign. */
export function points(value: Figure, language: Language): string {
  return value == null ? none : `${Math.abs(value).toFixed(1)}${language === 'ko' ? '%p' : ' pp'}`
}

/** Axis labels: 10000 → "10K" or "1만". Never on cards, which always show full digits. */
export function compact(value: number, language: Language): string {
  const [unit, mark] = language === 'ko' ? [10_000, '만'] : [1_000, 'K']
  if (value < unit) return count(value)
  const short = value / unit
  return `${Number.isInteger(short) || short >= 100 ? Math.round(short) : short.toFixed(1)}${mark}`
}

/** Bytes in powers of 1000, as disks are sold: "12.4 MB". */
export function bytes(value: Figure): string {
  if (value == null) return none
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let rest = value
  let unit = 0
  while (rest >= 1000 && unit < units.length - 1) {
    rest /= 1000
    unit++
  }
  return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit] ?? ''}`
}

/** A short age or lag: "0.4 s", "12 s", "3 min", "5 h", "2 d" and their Korean. */
export function age(seconds: Figure, language: Language): string {
  if (seconds == null) return none
  const ko = language === 'ko'
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)}${ko ? '초' : ' s'}`
  if (seconds < 60) return `${Math.round(seconds)}${ko ? '초' : ' s'}`
  if (seconds < 3600) return `${Math.round(seconds / 60)}${ko ? '분' : ' min'}`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)}${ko ? '시간' : ' h'}`
  return `${Math.round(seconds / 86_400)}${ko ? '일' : ' d'}`
}

/** "up", "down" or "same" and the size of the change in percent of the earlier value. */
export function change(
  now: Figure,
  before: Figure,
): { sign: -1 | 0 | 1; difference: number; percent: number | null } | null {
  if (now == null || before == null) return null
  const difference = now - before
  const sign = difference > 0 ? 1 : difference < 0 ? -1 : 0
  return { sign, difference, percent: before === 0 ? null : Math.abs(difference / before) * 100 }
}
