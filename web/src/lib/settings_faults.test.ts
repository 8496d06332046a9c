import { expect, it } from 'vitest'
import type { Settings } from '../api/model'
import { settingsFaults, tidyClock } from './settings_faults'

const fine: Settings = {
  business_day_start: '00:00',
  working_hours: [{ weekday: 'monday', open: '09:00', close: '18:00' }],
  holidays: { country: 'KR', added: [], removed: [], worked: false },
  service_level: { seconds: 20, target: 80, compare: 'lt', of: 'removed', abandons: 'in', short: 0 },
  queues: [],
  abandon_limits: { warn_percent: 5, bad_percent: 8 },
  wait_limits: [],
}

const faults = (change: Partial<Settings>) => Object.fromEntries(settingsFaults({ ...fine, ...change }))

it('finds nothing in the defaults', () => {
  expect(faults({})).toEqual({})
})

it('names each field that is wrong', () => {
  expect(faults({ business_day_start: '25:00' })).toEqual({ business_day_start: 'clock' })
  expect(faults({ working_hours: [{ weekday: 'monday', open: '09:00', close: '08:00' }] })).toEqual({
    'working_hours[0].close': 'close',
  })
  expect(
    faults({ business_day_start: '04:00', working_hours: [{ weekday: 'monday', open: '03:00', close: '24:00' }] }),
  ).toEqual({ 'working_hours[0].open': 'open' })
  expect(faults({ service_level: { ...fine.service_level, seconds: 0, target: 101 } })).toEqual({
    'service_level.seconds': 'seconds',
    'service_level.target': 'target',
  })
  expect(faults({ service_level: { ...fine.service_level, abandons: 'out', short: 5 } })).toEqual({
    'service_level.short': 'shortOut',
  })
  expect(faults({ abandon_limits: { warn_percent: 0, bad_percent: 101 } })).toEqual({
    'abandon_limits.warn_percent': 'target',
    'abandon_limits.bad_percent': 'more',
  })
  expect(faults({ abandon_limits: { warn_percent: 5, bad_percent: 5 } })).toEqual({
    'abandon_limits.bad_percent': 'more',
  })
  const own = { day: '2026-12-24', name: '창립기념일' }
  expect(faults({ holidays: { ...fine.holidays, added: [own, { day: '2026-12-24', name: ' ' }] } })).toEqual({
    'holidays.added[1].day': 'twice',
    'holidays.added[1].name': 'name',
  })
})

it('lets a day close after midnight, before the next one begins', () => {
  const late = [{ weekday: 'monday', open: '09:00', close: '02:00' }]
  expect(faults({ business_day_start: '04:00', working_hours: late })).toEqual({})
  expect(faults({ working_hours: late })).toEqual({ 'working_hours[0].close': 'close' })
})

it('tidies times as people type them', () => {
  expect(['9:00', '900', '1830', '24:00', ' 09:30 ', 'noon'].map(tidyClock)).toEqual([
    '09:00',
    '09:00',
    '18:30',
    '24:00',
    '09:30',
    'noon',
  ])
})

it('finds limits of waits that make no sense, and two for one place', () => {
  const limits = (channel: string, warn_seconds: number, bad_seconds: number) => ({
    queue_arn: 'arn:i/queue/a',
    channel,
    warn_seconds,
    bad_seconds,
  })
  expect(faults({ wait_limits: [limits('', 30, 90), limits('CHAT', 60, 61)] })).toEqual({})
  expect(faults({ wait_limits: [limits('', 0, 90), limits('', 60, 60), limits('VOICE', 1.5, NaN)] })).toEqual({
    'wait_limits[0].warn_seconds': 'seconds',
    'wait_limits[1].channel': 'channelTwice',
    'wait_limits[1].bad_seconds': 'longer',
    'wait_limits[2].warn_seconds': 'seconds',
    'wait_limits[2].bad_seconds': 'longer',
  })
})
