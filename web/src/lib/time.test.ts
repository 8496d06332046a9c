import { describe, expect, it } from 'vitest'
import {
  addDays,
  clock,
  dayLabel,
  dayOf,
  daysBetween,
  lastDay,
  momentAt,
  monthStart,
  monthTick,
  offsetLabel,
  stamp,
  stampUTC,
  validZone,
  weekday,
} from './time'

const at = Date.parse('2026-11-21T15:05:09Z')

describe('time', () => {
  it('names the last day of a half-open range, whole or stopped within a day', () => {
    expect(lastDay('2026-09-01T00:00:00+09:00', '2026-10-01T00:00:00+09:00')).toBe('2026-09-30')
    expect(lastDay('2026-10-01T00:00:00+09:00', '2026-10-17T10:43:00+09:00')).toBe('2026-10-17')
    expect(lastDay('2026-11-16T04:00:00+09:00', '2026-11-17T04:00:00+09:00')).toBe('2026-11-16')
  })

  it('finds the day of a moment in each zone', () => {
    expect(dayOf(at, 'Asia/Seoul')).toBe('2026-11-22')
    expect(dayOf(at, 'UTC')).toBe('2026-11-21')
    expect(dayOf(at, 'America/Los_Angeles')).toBe('2026-11-21')
  })

  it('prints midnight as 00, not 24', () => {
    expect(clock(at, 'Asia/Seoul')).toBe('00:05')
    expect(stamp(at, 'Asia/Seoul')).toBe('2026-11-22 00:05:09')
    expect(stampUTC(at)).toBe('2026-11-21T15:05:09Z')
  })

  it('counts days over months, years and changes of the clock', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(monthStart('2026-01-15', -1)).toBe('2025-12-01')
  })

  it('finds the moment of a wall clock, and the same clock of the moment', () => {
    expect(momentAt('2026-11-17T10:40', 'Asia/Seoul')).toBe(Date.parse('2026-11-17T01:40:00Z'))
    expect(momentAt('2026-11-01T00:30', 'America/New_York')).toBe(Date.parse('2026-11-01T04:30:00Z'))
    expect(momentAt('2026-11-01T03:30', 'America/New_York')).toBe(Date.parse('2026-11-01T08:30:00Z'))
    expect([momentAt('2026-11-17', 'UTC'), momentAt('', 'UTC')]).toEqual([null, null])
  })

  it('starts the week on Monday in every language', () => {
    expect(weekday('2026-11-16')).toBe(0)
    expect(weekday('2026-11-22')).toBe(6)
  })

  it('writes days as each language does', () => {
    expect(dayLabel('2026-11-21', 'ko')).toBe('11. 21. (토)')
    expect(dayLabel('2026-11-21', 'en')).toBe('Sat, Nov 21')
    expect([monthTick('2026-01-01', 'ko'), monthTick('2026-02-01', 'ko'), monthTick('2026-02-01', 'en')]).toEqual([
      '2026년',
      '2월',
      'Feb',
    ])
  })

  it('names the offset of the moment, half hours and summer time included', () => {
    expect(offsetLabel(at, 'Asia/Seoul')).toBe('UTC+9')
    expect(offsetLabel(at, 'Asia/Kolkata')).toBe('UTC+5:30')
    expect(offsetLabel(Date.parse('2026-07-01T00:00:00Z'), 'America/New_York')).toBe('UTC-4')
    expect(offsetLabel(at, 'America/New_York')).toBe('UTC-5')
  })

  it('knows which zones exist', () => {
    expect([validZone('Asia/Seoul'), validZone('Mars/Base'), validZone('')]).toEqual([true, false, false])
  })
})

it('begins days at the start of the business day', () => {
  const seoul = (clock: string) => Date.parse(`2026-11-22T${clock}:00+09:00`)
  expect(dayOf(seoul('03:59'), 'Asia/Seoul', '04:00')).toBe('2026-11-21')
  expect(dayOf(seoul('04:00'), 'Asia/Seoul', '04:00')).toBe('2026-11-22')
  expect(dayOf(seoul('00:00'), 'Asia/Seoul')).toBe('2026-11-22')
  // New York puts the clock forward over 02:30, and back over 01:30, which counts the second time.
  expect(dayOf(Date.parse('2026-03-08T01:59:00-05:00'), 'America/New_York', '02:30')).toBe('2026-03-07')
  expect(dayOf(Date.parse('2026-03-08T03:00:00-04:00'), 'America/New_York', '02:30')).toBe('2026-03-08')
  expect(dayOf(Date.parse('2026-11-01T01:45:00-04:00'), 'America/New_York', '01:30')).toBe('2026-10-31')
  expect(dayOf(Date.parse('2026-11-01T01:30:00-05:00'), 'America/New_York', '01:30')).toBe('2026-11-01')
})
