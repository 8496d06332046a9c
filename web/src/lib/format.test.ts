import { describe, expect, it } from 'vitest'
import {
  age,
  beside,
  bytes,
  change,
  compact,
  count,
  duration,
  durationWords,
  exactSeconds,
  percent,
  points,
  signed,
  tenths,
} from './format'

describe('format', () => {
  it('shows null as a dash, never as 0', () => {
    expect([count(null), duration(null), percent(undefined), points(null, 'ko'), bytes(null), age(null, 'en')]).toEqual(
      ['–', '–', '–', '–', '–', '–'],
    )
  })

  it('never rounds a percentage up to the target that it misses', () => {
    expect(beside(79.97, 80)).toBe('79.97%')
    expect(beside(79.6, 80, 0)).toBe('79.6%')
    expect([beside(79.94, 80), beside(80, 80), beside(83.62, 80), beside(null, 80)]).toEqual([
      '79.9%',
      '80.0%',
      '83.6%',
      '–',
    ])
  })

  it('writes durations as m:ss and from an hour as h:mm:ss', () => {
    expect([0, 7, 59.4, 59.5, 263, 3599.4, 3600, 36_061].map(duration)).toEqual([
      '0:00',
      '0:07',
      '0:59',
      '1:00',
      '4:23',
      '59:59',
      '1:00:00',
      '10:01:01',
    ])
  })

  it('writes seconds to two places with thousands', () => {
    expect(exactSeconds(7_138_801.016, 'en')).toBe('7,138,801.02 s')
    expect(exactSeconds(0.4, 'ko')).toBe('0.40초')
  })

  it('spells durations out in the page’s language', () => {
    expect(durationWords(263, 'ko')).toBe('4분 23초')
    expect(durationWords(263, 'en')).toBe('4 min 23 s')
    expect(durationWords(3600, 'ko')).toBe('1시간')
    expect(durationWords(0, 'en')).toBe('0 s')
  })

  it('counts in full digits and shortens axes by each language’s own unit', () => {
    expect(count(1_742)).toBe('1,742')
    expect([tenths(1_742), tenths(1_695.71), tenths(null)]).toEqual(['1,742', '1,695.7', '–'])
    expect([500, 1_500, 10_000, 123_000].map((n) => compact(n, 'en'))).toEqual(['500', '1.5K', '10K', '123K'])
    expect([500, 1_500, 10_000, 123_000].map((n) => compact(n, 'ko'))).toEqual(['500', '1,500', '1만', '12.3만'])
  })

  it('gives percentages one decimal and differences in points', () => {
    expect(percent(83.62)).toBe('83.6%')
    expect(percent(80, 0)).toBe('80%')
    expect(points(-0.42, 'en')).toBe('0.4 pp')
    expect(points(-0.42, 'ko')).toBe('0.4%p')
  })

  it('says a difference with its sign, if it shows one', () => {
    expect(signed(3, 'count', 'en')).toBe('+3')
    expect(signed(-72, 'seconds', 'en')).toBe('\u22121:12')
    expect(signed(1.44, 'percent', 'ko')).toBe('+1.4%p')
    expect(signed(-0.2, 'seconds', 'en')).toBe('0:00')
    expect(signed(0, 'count', 'en')).toBe('0')
    expect(signed(null, 'count', 'en')).toBe('–')
  })

  it('compares with what was before, and not with nothing', () => {
    expect(change(104, 100)).toEqual({ sign: 1, difference: 4, percent: 4 })
    expect(change(5, 0)).toEqual({ sign: 1, difference: 5, percent: null })
    expect(change(null, 100)).toBeNull()
    expect(change(100, null)).toBeNull()
  })

  it('tells ages in the largest unit that still says something', () => {
    expect([0.42, 12, 185, 7_300, 200_000].map((s) => age(s, 'en'))).toEqual(['0.4 s', '12 s', '3 min', '2 h', '2 d'])
    expect(age(185, 'ko')).toBe('3분')
    expect([812, 20_113, 812_004_112].map(bytes)).toEqual(['812 B', '20.1 kB', '812.0 MB'])
  })
})
