import { useLanguage } from '../../i18n/language'
import { monthLabel, monthStart, type Day } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import css from './MonthPicker.module.css'

type Props = { month: string; today: Day; choose: (month: string) => void }

/** Two years of months to choose from, a step to either side, and the way back to the present one. */
export function MonthPicker({ month, today, choose }: Props) {
  const { t, language } = useLanguage()
  const current = today.slice(0, 7)
  const last = monthStart(today, -1).slice(0, 7)
  const step = (by: number) => choose(monthStart(`${month}-01`, by).slice(0, 7))
  const months = Array.from({ length: 25 }, (_, i) => monthStart(today, -i).slice(0, 7))
  const listed = months.includes(month) ? months : [...months, month]
  return (
    <div className={css.picker} role="group" aria-label={t.month.picker}>
      <button
        type="button"
        className={controls.icon}
        aria-label={t.month.earlier}
        title={`${t.month.earlier} [`}
        onClick={() => step(-1)}
      >
        <Icon name="chevronLeft" size={16} />
      </button>
      <select aria-label={t.month.picker} value={month} onChange={(event) => choose(event.target.value)}>
        {listed.map((one) => (
          <option key={one} value={one}>
            {monthLabel(`${one}-01`, language)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className={controls.icon}
        disabled={month >= current}
        aria-label={t.month.later}
        title={`${t.month.later} ]`}
        onClick={() => step(1)}
      >
        <Icon name="chevronRight" size={16} />
      </button>
      <span className={css.quick}>
        {[
          { name: t.month.current, value: current },
          { name: t.month.last, value: last },
        ].map(({ name, value }) => (
          <button
            key={value}
            type="button"
            className={controls.option}
            aria-pressed={month === value}
            onClick={() => choose(value)}
          >
            {name}
          </button>
        ))}
      </span>
    </div>
  )
}
