import { useCalendar } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { holidayName } from '../../lib/calendar'
import { addDays, dayLabel, isDay, type Day } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import css from './Agent.module.css'

type Props = { day: Day; today: Day; change: (day: Day) => void }

/** One day, with a step to the day before and after; no day to come. */
export function DayPicker({ day, today, change }: Props) {
  const { t, language } = useLanguage()
  const free = holidayName(useCalendar(), day, language)
  return (
    <div className={css.picker} role="group" aria-label={t.agent.day}>
      <span className={css.weekday}>
        {dayLabel(day, language)}
        {free && <em>{free}</em>}
      </span>
      <button
        type="button"
        className={controls.icon}
        data-step="earlier"
        aria-label={t.agent.dayBefore}
        title={`${t.agent.dayBefore} [`}
        onClick={() => change(addDays(day, -1))}
      >
        <Icon name="chevronLeft" size={16} />
      </button>
      <input
        type="date"
        className={css.date}
        value={day}
        max={today}
        aria-label={t.agent.day}
        onChange={(event) => isDay(event.target.value) && event.target.value <= today && change(event.target.value)}
      />
      <button
        type="button"
        className={controls.icon}
        data-step="later"
        disabled={day >= today}
        aria-label={t.agent.dayAfter}
        title={`${t.agent.dayAfter} ]`}
        onClick={() => change(addDays(day, 1))}
      >
        <Icon name="chevronRight" size={16} />
      </button>
      <button type="button" className={controls.button} disabled={day === today} onClick={() => change(today)}>
        {t.range.today}
      </button>
    </div>
  )
}
