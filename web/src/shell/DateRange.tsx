import { useId, useState } from 'react'
import { useLanguage } from '../i18n/language'
import { presets, rangeFault, rangeLabel, step, type Range } from '../lib/range'
import { addDays, dayLabel, monthLabel, monthStart, type Day } from '../lib/time'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { Popover } from '../ui/Popover'
import css from './DateRange.module.css'
import type { PageScope } from './scope'

type Props = Pick<PageScope, 'resolved' | 'today' | 'worked'> & { range: Range; change: (range: Range) => void }

/** Presets, whole months and free days, with a step to the period before and after. */
export function DateRange(props: Props) {
  const { t, language } = useLanguage()
  const { range, resolved, today, change } = props
  const label = range.kind === 'preset' ? t.range[range.preset] : rangeLabel(range, language, today)
  const later = step(resolved, 1)
  const future = later.kind === 'month' ? `${later.month}-01` > today : later.kind === 'days' && later.first > today
  return (
    <div className={css.group} role="group" aria-label={t.range.label}>
      <button
        type="button"
        className={controls.icon}
        aria-label={t.range.previous}
        title={`${t.range.previous} [`}
        onClick={() => change(step(resolved, -1))}
      >
        <Icon name="chevronLeft" size={16} />
      </button>
      <Popover
        dialog={t.range.label}
        wide
        className={controls.button}
        label={`${t.range.label}: ${label}`}
        button={
          <>
            <Icon name="calendar" size={16} />
            <span>{label}</span>
          </>
        }
      >
        {(close) => <Choices {...props} close={close} />}
      </Popover>
      <button
        type="button"
        className={controls.icon}
        disabled={future}
        aria-label={t.range.next}
        title={`${t.range.next} ]`}
        onClick={() => change(later)}
      >
        <Icon name="chevronRight" size={16} />
      </button>
    </div>
  )
}

function Choices({ range, resolved, today, worked, change, close }: Props & { close: () => void }) {
  const { t, language } = useLanguage()
  const take = (next: Range) => {
    change(next)
    close()
  }
  return (
    <div className={css.choices}>
      <div className={css.presets}>
        {presets
          .filter((preset) => preset !== 'last_business_day' || worked)
          .map((preset) => (
            <button
              key={preset}
              type="button"
              className={controls.option}
              aria-pressed={range.kind === 'preset' && range.preset === preset}
              onClick={() => take({ kind: 'preset', preset })}
            >
              <span>{t.range[preset]}</span>
              {preset === 'last_business_day' && worked && <small>{dayLabel(worked, language)}</small>}
            </button>
          ))}
      </div>
      <div className={css.own}>
        <Months range={range} today={today} take={take} />
        <Days first={resolved.from} last={addDays(resolved.to, -1)} today={today} take={take} />
      </div>
    </div>
  )
}

function Months({ range, today, take }: { range: Range; today: Day; take: (range: Range) => void }) {
  const { t, language } = useLanguage()
  const months = Array.from({ length: 12 }, (_, i) => monthStart(today, i - 11))
  return (
    <section>
      <h2>{t.range.months}</h2>
      <div className={css.months}>
        {months.map((month) => (
          <button
            key={month}
            type="button"
            className={controls.option}
            aria-pressed={range.kind === 'month' && range.month === month.slice(0, 7)}
            onClick={() => take({ kind: 'month', month: month.slice(0, 7) })}
          >
            {monthLabel(month, language)}
          </button>
        ))}
      </div>
    </section>
  )
}

function Days({ first, last, today, take }: { first: Day; last: Day; today: Day; take: (range: Range) => void }) {
  const { t } = useLanguage()
  const [from, setFrom] = useState(first)
  const [to, setTo] = useState(last)
  const message = useId()
  const fault = rangeFault(from, to, today)
  const described = fault ? { 'aria-invalid': true, 'aria-describedby': message } : {}
  return (
    // The browser's own bubbles speak the browser's language: what is wrong is said here instead.
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!fault) take({ kind: 'days', first: from, last: to })
      }}
    >
      <h2>{t.range.custom}</h2>
      <div className={css.days}>
        <input
          type="date"
          aria-label={t.range.first}
          value={from}
          max={today}
          {...described}
          onChange={(e) => setFrom(e.target.value)}
        />
        <span aria-hidden="true">–</span>
        <input
          type="date"
          aria-label={t.range.last}
          value={to}
          max={today}
          {...described}
          onChange={(e) => setTo(e.target.value)}
        />
        <button type="submit" className={controls.primary} aria-disabled={fault !== null}>
          {t.range.apply}
        </button>
      </div>
      <p id={message} role="alert">
        {fault && t.range.faults[fault]}
      </p>
    </form>
  )
}
