import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import explain from '../../explain/Explain.module.css'
import { useLanguage } from '../../i18n/language'
import { count, duration, durationWords } from '../../lib/format'
import { href, setOrDrop } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { dayLabel, offsetLabel } from '../../lib/time'
import type { ExplainState } from '../../ui/Explain'
import figure from '../../ui/Explain.module.css'
import { Sheet } from '../../ui/Sheet'
import { statusTime, type Day } from './day_model'
import { End, Moment } from './Moment'
import { statusName } from './names'

const key = 'status'
type Named = { name: string; type: string }

/** The time in a status, which opens the list of the intervals that it is the sum of. */
export function StatusTime({ status, seconds }: { status: Named; seconds: number }) {
  const { t } = useLanguage()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const open = () => {
    const params = new URLSearchParams(search)
    params.set(key, `${status.type} ${status.name}`)
    const state: ExplainState = { explains: true }
    navigate(href(path, params.toString()), { state })
  }
  return (
    <button
      type="button"
      className={figure.figure}
      title={t.explain.open}
      aria-haspopup="dialog"
      data-status={status.name}
      data-seconds={seconds}
      onClick={open}
    >
      {duration(seconds)}
    </button>
  )
}

/** What is behind the time in the status that the address names: every interval of it, as far as it lies in the day. */
export function StatusDrawer({ day, date, zone }: { day: Day; date: string; zone: string }) {
  const { t, language } = useLanguage()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = useHistoryState<ExplainState | null>()
  const asked = new URLSearchParams(search).get(key)
  if (!asked) return null
  const [, type = '', name = ''] = /^(\S*) (.*)$/.exec(asked) ?? []
  const { ms, intervals } = statusTime(day, { name, type })
  const close = () => {
    if (state?.explains) {
      history.back()
      return
    }
    const params = new URLSearchParams(search)
    setOrDrop(params, key, '')
    navigate(href(path, params.toString()), { replace: true })
  }
  const title = statusName({ name, type }, t)
  const seconds = ms / 1000
  const heading = t.explain.intervalsBehind(count(intervals.length))
  return (
    <Sheet title={title} label={t.explain.title(title)} close={t.explain.close} width={520} onClose={close}>
      <div className={explain.body}>
        <p className={explain.figure}>
          <b title={durationWords(seconds, language)}>{duration(seconds)}</b>
          <small>{`${seconds.toFixed(3)} s`}</small>
        </p>
        <p className={explain.definition}>{t.agent.statusLong}</p>
        <dl className={explain.facts}>
          <div>
            <dt>{t.explain.range}</dt>
            <dd>
              {dayLabel(date, language)}
              <small>{`${zone} · ${offsetLabel(day.start, zone)}`}</small>
            </dd>
          </div>
        </dl>
        <section className={explain.list} aria-label={heading}>
          <h3>{heading}</h3>
          <div className={explain.scroll}>
            <table className={explain.table}>
              <thead>
                <tr>
                  <th scope="col">{t.agent.from}</th>
                  <th scope="col">{t.agent.to}</th>
                  <th scope="col" data-number>
                    {t.explain.within}
                  </th>
                </tr>
              </thead>
              <tbody>
                {intervals.map((one) => (
                  <tr key={one.of.start}>
                    <td>
                      <Moment at={one.of.start} day={day} zone={zone} />
                    </td>
                    <td>
                      <End of={one.of} day={day} zone={zone} />
                    </td>
                    <td data-number title={`${(one.ms / 1000).toFixed(3)} s`} data-ms={one.ms}>
                      {duration(one.ms / 1000)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </Sheet>
  )
}
