import type { Overview } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { change, count, duration, none, percent } from '../../lib/format'
import { lastDay, stamp } from '../../lib/time'
import { changeText, isZero, type DeltaKind } from './Delta'
import css from './Report.module.css'

type Line = {
  name: string
  now: number | null
  before: number | null
  kind: DeltaKind
  show: (value: number | null) => string
}

function lines(overview: Overview, names: ReturnType<typeof useLanguage>['t']['card']): Line[] {
  const { panels, previous, service_level, abandonment_rate } = overview
  const seconds = (name: string, now: { seconds: number | null }, before: { seconds: number | null }): Line => ({
    name,
    now: now.seconds,
    before: before.seconds,
    kind: 'seconds',
    show: duration,
  })
  return [
    {
      name: names.calls,
      now: panels.number_of_calls,
      before: previous.panels.number_of_calls,
      kind: 'percent',
      show: count,
    },
    {
      name: names.serviceLevel,
      now: service_level.percent,
      before: previous.service_level.percent,
      kind: 'points',
      show: percent,
    },
    {
      name: names.abandon,
      now: abandonment_rate.percent,
      before: previous.abandonment_rate.percent,
      kind: 'points',
      show: percent,
    },
    seconds(names.duration, panels.average_call_duration, previous.panels.average_call_duration),
    seconds(names.acw, panels.average_after_contact_work, previous.panels.average_after_contact_work),
    seconds(
      names.acwRecorded,
      { seconds: panels.average_after_contact_work.recorded_seconds },
      { seconds: previous.panels.average_after_contact_work.recorded_seconds },
    ),
    {
      name: names.agents,
      now: panels.number_of_agents,
      before: previous.panels.number_of_agents,
      kind: 'count',
      show: count,
    },
  ]
}

/** On paper only: what the page is about, and this period against the one before. */
export function Report({ overview, filters }: { overview: Overview; filters: string }) {
  const { t, language } = useLanguage()
  const now = useStore(tick, (at) => Math.floor(at / 60_000) * 60_000)
  const days = ({ from, to }: { from: string; to: string }) => `${from.slice(0, 10)} – ${lastDay(from, to)}`
  return (
    <div className={`cc-print ${css.report ?? ''}`}>
      <p>
        <b>{days(overview)}</b> · {overview.zone} {filters && `· ${filters}`} ·{' '}
        {t.print.printed(stamp(now, overview.zone))}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.print.figure}</th>
            <th scope="col">{t.print.now}</th>
            <th scope="col">
              {t.print.before} ({days(overview.previous)})
            </th>
            <th scope="col">{t.print.difference}</th>
          </tr>
        </thead>
        <tbody>
          {lines(overview, t.card).map((line) => {
            const moved = change(line.now, line.before)
            const text = moved && changeText(moved.difference, moved.percent, line.kind, language)
            const sign = !moved || isZero(text ?? '') ? '' : moved.sign > 0 ? '+' : '−'
            return (
              <tr key={line.name}>
                <th scope="row">{line.name}</th>
                <td>{line.show(line.now)}</td>
                <td>{line.show(line.before)}</td>
                <td>{text === null ? none : `${sign}${text}`}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
