// What is wrong with settings that are being edited, by the rules of the server, which has the last word. A fault's key is
// the field's path ("working_hours[2].close"), its value says which text explains it.
import type { Promised, Settings, WaitLimits } from '../api/model'
import { isDay } from './time'

export type FaultText =
  | 'clock'
  | 'close'
  | 'open'
  | 'seconds'
  | 'short'
  | 'shortOut'
  | 'target'
  | 'day'
  | 'twice'
  | 'name'
  | 'longer'
  | 'more'
  | 'channelTwice'
export type Faults = Map<string, FaultText>

/** Amazon Connect's limit of a service level: seven days. */
const longest = 604_800
const longestName = 100

/** "9:00", "900" and "0900" as people type them, as "09:00"; anything else stays for the fault to be seen. */
export function tidyClock(text: string): string {
  const match = /^(\d{1,2})[:.]?(\d{2})$/.exec(text.trim())
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? ''}` : text.trim()
}

const clockShape = /^([01]\d|2[0-3]):[0-5]\d$/

function promiseFaults(found: Faults, path: string, promise: Promised): void {
  const whole = (n: number, least: number) => Number.isInteger(n) && n >= least && n <= longest
  if (!whole(promise.seconds, 1)) found.set(`${path}.seconds`, 'seconds')
  if (!whole(promise.short, 0)) found.set(`${path}.short`, 'short')
  else if (promise.abandons === 'out' && promise.short > 0) found.set(`${path}.short`, 'shortOut')
  if (!(promise.target > 0 && promise.target <= 100)) found.set(`${path}.target`, 'target')
}

function hoursFaults(found: Faults, { business_day_start, working_hours: hours }: Settings): void {
  const known = clockShape.test(business_day_start)
  const start = known ? business_day_start : '00:00'
  if (!known) found.set('business_day_start', 'clock')
  hours.forEach((day, i) => {
    const path = `working_hours[${i}]`
    if (!clockShape.test(day.open)) found.set(`${path}.open`, 'clock')
    else if (day.open < start) found.set(`${path}.open`, 'open')
    if (!clockShape.test(day.close) && day.close !== '24:00') found.set(`${path}.close`, 'clock')
    else if (day.close <= day.open && day.close > start) found.set(`${path}.close`, 'close')
  })
}

function limitFaults(found: Faults, limits: WaitLimits[]): void {
  const places = new Set<string>()
  limits.forEach(({ queue_arn, channel, warn_seconds: warn, bad_seconds: bad }, i) => {
    const path = `wait_limits[${i}]`
    if (places.has(`${queue_arn} ${channel}`)) found.set(`${path}.channel`, 'channelTwice')
    places.add(`${queue_arn} ${channel}`)
    if (!Number.isInteger(warn) || warn < 1 || warn > longest) found.set(`${path}.warn_seconds`, 'seconds')
    if (!Number.isInteger(bad) || bad > longest || !(bad > warn)) found.set(`${path}.bad_seconds`, 'longer')
  })
}

export function settingsFaults(settings: Settings): Faults {
  const found: Faults = new Map()
  hoursFaults(found, settings)
  const days = new Set<string>()
  settings.holidays.added.forEach((own, i) => {
    const path = `holidays.added[${i}]`
    if (!isDay(own.day)) found.set(`${path}.day`, 'day')
    else if (days.has(own.day)) found.set(`${path}.day`, 'twice')
    days.add(own.day)
    if (own.name.trim() === '' || own.name.length > longestName) found.set(`${path}.name`, 'name')
  })
  promiseFaults(found, 'service_level', settings.service_level)
  settings.queues.forEach((queue, i) => promiseFaults(found, `queues[${i}].service_level`, queue.service_level))
  const { warn_percent: warn, bad_percent: bad } = settings.abandon_limits
  if (!(warn > 0 && warn <= 100)) found.set('abandon_limits.warn_percent', 'target')
  if (!(bad > warn && bad <= 100)) found.set('abandon_limits.bad_percent', 'more')
  limitFaults(found, settings.wait_limits)
  return found
}
