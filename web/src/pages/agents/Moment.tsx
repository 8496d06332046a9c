import { useLanguage } from '../../i18n/language'
import { clockSeconds, dayOf as calendarDay, stamp, stampUTC } from '../../lib/time'
import type { Day } from './day_model'

/** A moment by its clock; with month and day when it is of another day than the one shown. */
export function Moment({ at, day, zone }: { at: number; day: Day; zone: string }) {
  const same = at >= day.start && at < day.end && calendarDay(at, zone) === calendarDay(day.start, zone)
  return <span title={stampUTC(at)}>{same ? clockSeconds(at, zone) : stamp(at, zone).slice(5, 16)}</span>
}

/** The end of something, or that it goes on: now, or beyond a day that is over. */
export function End({ of, day, zone }: { of: { end: number; open: boolean }; day: Day; zone: string }) {
  const { t } = useLanguage()
  if (!of.open || of.end < day.known) return <Moment at={of.end} day={day} zone={zone} />
  return <>{day.known < day.end ? t.agent.goingOn : t.agent.beyond}</>
}
