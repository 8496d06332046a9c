import type { Settings, WorkingHours } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { weekdays } from '../../lib/calendar'
import { tidyClock } from '../../lib/settings_faults'
import { Panel } from '../../ui/Panel'
import { Field } from './Field'
import css from './Settings.module.css'

type Props = { draft: Settings; zone: string; change: (change: Partial<Settings>) => void }

/** When a day begins, and when the centre works. */
export function HoursPanel({ draft, zone, change }: Props) {
  const { t } = useLanguage()
  const texts = t.settings.day
  const start = draft.business_day_start
  return (
    <Panel title={texts.title} sub={texts.zone(zone)} id="hours">
      <div className={css.line}>
        <label htmlFor="business-day-start">{texts.start}</label>
        <Clock
          id="business-day-start"
          path="business_day_start"
          label={texts.start}
          value={start}
          set={(value) => change({ business_day_start: value })}
        />
        <p className={css.hint}>{start === '00:00' ? texts.midnight : texts.startHint(start)}</p>
      </div>
      <table className={css.table}>
        <caption className="cc-hidden">{texts.title}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.weekday}</th>
            <th scope="col">{texts.works}</th>
            <th scope="col">{texts.open}</th>
            <th scope="col">{texts.close}</th>
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday) => (
            <Weekday
              key={weekday}
              weekday={weekday}
              name={t.settings.weekdays[weekday]}
              hours={draft.working_hours}
              set={(hours) => change({ working_hours: hours })}
            />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

type WeekdayProps = { weekday: string; name: string; hours: WorkingHours[]; set: (hours: WorkingHours[]) => void }

function Weekday({ weekday, name, hours, set }: WeekdayProps) {
  const { t } = useLanguage()
  const at = hours.findIndex((h) => h.weekday === weekday)
  const own = hours[at]
  const texts = t.settings.day
  const put = (changed: Partial<WorkingHours>) => set(hours.map((h, i) => (i === at ? { ...h, ...changed } : h)))
  const toggle = (on: boolean) =>
    set(on ? inOrder([...hours, { weekday, open: '09:00', close: '18:00' }]) : hours.filter((_, i) => i !== at))
  return (
    <tr data-closed={own ? undefined : true}>
      <th scope="row">{name}</th>
      <td>
        <input
          type="checkbox"
          aria-label={`${name} ${texts.works}`}
          checked={own !== undefined}
          onChange={(event) => toggle(event.target.checked)}
        />
      </td>
      {own ? (
        <>
          <td>
            <Clock
              path={`working_hours[${at}].open`}
              label={`${name} ${texts.open}`}
              value={own.open}
              set={(open) => put({ open })}
            />
          </td>
          <td>
            <Clock
              path={`working_hours[${at}].close`}
              label={`${name} ${texts.close}`}
              value={own.close}
              set={(close) => put({ close })}
            />
            {own.close <= own.open && <small className={css.hint}> {texts.next}</small>}
          </td>
        </>
      ) : (
        <td colSpan={2} className={css.quiet}>
          {texts.closed}
        </td>
      )}
    </tr>
  )
}

function inOrder(hours: WorkingHours[]): WorkingHours[] {
  const place = (h: WorkingHours) => weekdays.findIndex((name) => name === h.weekday)
  return hours.toSorted((a, b) => place(a) - place(b))
}

type ClockProps = { path: string; label: string; value: string; set: (value: string) => void; id?: string }

/** A time of day, 24 hours; a browser's own time input would know no 24:00. */
function Clock({ path, label, value, set, id }: ClockProps) {
  return (
    <Field path={path}>
      {(attributes) => (
        <input
          {...attributes}
          id={id}
          data-narrow
          inputMode="numeric"
          maxLength={5}
          placeholder="09:00"
          aria-label={label}
          value={value}
          onChange={(event) => set(event.target.value)}
          onBlur={(event) => set(tidyClock(event.target.value))}
        />
      )}
    </Field>
  )
}
